"""The staff console: any question on any product, and why each proof was chosen or refused."""
