"""The demo shop: one page a product, as a brand would show it."""
