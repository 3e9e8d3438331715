"""The ledger's schema, one step a file; a step never changes once a ledger has taken it.

A new step follows the last in `versions/`, and `SCHEMA` in `data.tables` names it; a test holds the steps and the
tables equal on both databases.
"""
