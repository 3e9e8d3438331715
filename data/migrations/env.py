"""Run by Alembic itself, inside the transaction the ledger hands over."""

from alembic import context

from data.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # on SQLite too: a step is taken whole or not at all
)
with context.begin_transaction():
    context.run_migrations()
