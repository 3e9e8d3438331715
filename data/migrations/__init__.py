"""The ledger's schema, one step a file; a step never changes once a ledger has taken it."""
