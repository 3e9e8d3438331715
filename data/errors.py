"""One error tree: every error the product raises on purpose says the value, what was expected and the remedy."""


class TemoinError(Exception):
    """Root of the errors meant for a person; `str(error)` is one sentence that can be shown as it is."""


class SettingsError(TemoinError):
    """A setting holds a value the product cannot run with."""


class HomeError(TemoinError):
    """The home folder cannot be used: unwritable, busy, or holding something else."""


class LedgerError(TemoinError):
    """The ledger cannot be opened, migrated or written."""


class IngestError(TemoinError):
    """A source as a whole cannot be read; single bad rows are quarantined instead."""


class ModelError(TemoinError):
    """The embedding model is missing, damaged or not the one expected."""


class IndexUnavailableError(TemoinError):
    """No generation of the index can be served."""


class NotFoundError(TemoinError):
    """A product or a record asked for by id is not there."""


class EvalError(TemoinError):
    """A question set or a run is malformed; the message lists every mistake at once."""
