"""Brings a database to the schema of this code, or says why it will not touch it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, column, func, inspect, select, table, text

from data.database import Database
from data.errors import LedgerError
from data.tables import SCHEMA, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).with_name("migrations")
ONE_AT_A_TIME: Final = 0x7E301  # PostgreSQL's advisory lock number; any fixed one does


def prepare(database: Database) -> None:
    """Migrate the ledger where its schema is older than this code, or create it in an empty database.

    Raises:
        LedgerError: when it is newer than this code, or holds something else.
    """
    with database.reading() as connection:
        current = _schema(connection, database.name)
        if not database.is_file:
            _require_unicode(connection, database.name)
    if database.is_file:
        database.keep_write_ahead_log()
    if current != SCHEMA:
        with database.writing() as connection:
            if not database.is_file:
                connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
            if _schema(connection, database.name) != SCHEMA:  # another process may have been faster
                _upgrade(connection)


def alembic_config(connection: Connection) -> "Config":
    """Tell Alembic what it needs to work on this connection, without a file of settings."""
    from alembic.config import Config  # a third of a second to load, and needed once in the life of a schema

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def _require_unicode(connection: Connection, name: str) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise LedgerError(
            f"ledger {name} is encoded in {encoding}, which cannot hold every text, expected UTF8: "
            "create the database with ENCODING 'UTF8'"
        )


def _schema(connection: Connection, name: str) -> str | None:
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if VERSION_TABLE not in names:
        raise LedgerError(
            f"{name} holds tables of something else ({', '.join(sorted(names)[:3])}), "
            "expected a ledger or an empty database: give the ledger one of its own"
        )
    version = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    if version is not None and str(version) > SCHEMA:
        raise LedgerError(
            f"ledger {name} has schema {version}, this code knows up to {SCHEMA}: "
            "it was written by a newer version, upgrade temoin to open it"
        )
    return version
