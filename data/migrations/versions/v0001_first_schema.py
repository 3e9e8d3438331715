"""The first schema of the ledger."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Ids sort by code point on both databases, whatever language the PostgreSQL server was set up in.
IDENTIFIER = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_state()
    create_products()
    create_records()
    create_vectors()
    create_import_journal()
    create_reader_journal()


def create_state() -> None:
    state = op.create_table(
        "state",
        sa.Column("id", sa.Integer, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_state"),
    )
    op.bulk_insert(state, [{"id": 1, "revision": 0, "salt": secrets.token_hex(32)}])


def create_products() -> None:
    op.create_table(
        "products",
        sa.Column("id", IDENTIFIER),
        sa.Column("details", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
    )
    op.create_table(
        "aliases",
        sa.Column("alias", IDENTIFIER),
        sa.Column("product_id", IDENTIFIER),
        sa.PrimaryKeyConstraint("alias", "product_id", name="pk_aliases"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_aliases_product_id", ondelete="CASCADE"),
    )
    op.create_index("ix_aliases_product_id", "aliases", ["product_id"])


def create_records() -> None:
    op.create_table(
        "records",
        sa.Column("id", IDENTIFIER),
        sa.Column("product_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("source", IDENTIFIER, nullable=False),
        sa.Column("external_id", IDENTIFIER),
        sa.Column("author", IDENTIFIER),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("rating", sa.Double),
        sa.Column("verified", sa.Boolean),
        sa.Column("thread", sa.Text),
        sa.Column("duplicates", sa.Integer, nullable=False),
        sa.Column("proof_score", sa.Double, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("duplicate_of", IDENTIFIER),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["records.id"], name="fk_records_duplicate_of", deferrable=True, initially="DEFERRED"
        ),
    )
    op.create_index("ix_records_product_id_published", "records", ["product_id", "published"])
    for column in ("source", "author", "duplicate_of", "revision"):
        op.create_index(f"ix_records_{column}", "records", [column])
    op.create_table(
        "removals",
        sa.Column("record_id", IDENTIFIER),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_removals"),
    )
    op.create_index("ix_removals_revision", "removals", ["revision"])


def create_vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("model_id", IDENTIFIER),
        sa.Column("text_hash", IDENTIFIER),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("model_id", "text_hash", name="pk_vectors"),
    )


def create_import_journal() -> None:
    op.create_table(
        "sources",
        sa.Column("fingerprint", IDENTIFIER),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_sources"),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("started", INSTANT, nullable=False),
        sa.Column("finished", INSTANT),
        sa.Column("report", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer),
        sa.Column("record_id", IDENTIFIER, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("rule_version", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_record_id", "decisions", ["record_id"])
    op.create_table(
        "tombstones",
        sa.Column("contributor_hash", IDENTIFIER),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("contributor_hash", name="pk_tombstones"),
    )


def create_reader_journal() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_answer_id", "feedback", ["answer_id"])
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("product_id", IDENTIFIER),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_product_id", "questions", ["product_id"])
