"""Size advice: what people like the shopper wore of a product, how it fitted them, and in which words."""
