"""The ledger's tables; a change here comes with a migration, and a test compares the two on both databases."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    and_,
)
from sqlalchemy.engine import Dialect

from data.records import SERVED

SCHEMA: Final = "0003"
"""Revision of the newest migration; later ones sort after it."""

VERSION_TABLE: Final = "temoin_schema"
"""Holds the schema revision, and tells a ledger from a database of something else."""

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, kept without offset where the database knows none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Write in UTC; a moment without time zone is refused by name."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"moment {value.isoformat()} has no time zone: expected an aware datetime, such as UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Read as aware UTC."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


metadata = MetaData(naming_convention=NAMING)

# Ids sort by code point on both databases, whatever language the PostgreSQL server was set up in.
Identifier = Text().with_variant(Text(collation="C"), "postgresql")

state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("salt", Text, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("details", JSON, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", Identifier, primary_key=True),
    Column("product_id", Identifier, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "product_id"),
)

# `product_id` is no foreign key: exports come in any order, and a review may arrive before its product's sheet.
# `revision` is that of the last change a reader could see, 0 while the record was never served.
records = Table(
    "records",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("product_id", Identifier, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("source", Identifier, nullable=False),
    Column("external_id", Identifier),
    Column("author", Identifier),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("published", Date),
    Column("rating", Double),
    Column("verified", Boolean),
    Column("thread", Text),
    Column("duplicates", Integer, nullable=False),
    Column("proof_score", Double, nullable=False),
    Column("details", JSON, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("duplicate_of", Identifier, ForeignKey("records.id", deferrable=True, initially="DEFERRED")),
    Column("revision", BigInteger, nullable=False),
    Index(None, "product_id", "published"),
    Index(None, "source"),
    Index(None, "author"),
    Index(None, "duplicate_of"),
    Index(None, "revision"),
)

# Erased records leave their id here (a digest, no words and no name), so that an index drops them too.
removals = Table(
    "removals",
    metadata,
    Column("record_id", Identifier, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Index(None, "revision"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model_id", Identifier, primary_key=True),
    Column("text_hash", Identifier, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("fingerprint", Identifier, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("started", Instant, nullable=False),
    Column("finished", Instant),
    Column("report", JSON(none_as_null=True)),
)

# No foreign key: what was decided outlives the record it was decided on.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record_id", Identifier, nullable=False),
    Column("rule", Text, nullable=False),
    Column("rule_version", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "record_id"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("contributor_hash", Identifier, primary_key=True),
    Column("at", Instant, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", Identifier, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
    Column("at", Instant, nullable=False),
    Index(None, "answer_id"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("product_id", Identifier),
    Column("language", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "product_id"),
)

# Of an answer its outcome and what it cited, never a word of the question: `cited` is a list of record ids with the
# second of a moment, `milliseconds` how long the whole answer took.
answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", Identifier, nullable=False),
    Column("product_id", Identifier),
    Column("language", Text, nullable=False),
    Column("intent", Text, nullable=False),
    Column("topic", Text),
    Column("outcome", Text, nullable=False),
    Column("cited", JSON, nullable=False),
    Column("milliseconds", Double, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "answer_id"),
    Index(None, "at"),
)

# What a record said before its personal data was masked, sealed with the shop's key; only where the shop set one.
originals = Table(
    "originals",
    metadata,
    Column("record_id", Identifier, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)

# Of a key only its digest is kept; `ends` is the moment from which it is refused.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("ends", Instant),
)

LIVE = records.c.retired.is_(False)
"""Still in its source."""

SERVED_RECORD = and_(LIVE, records.c.duplicate_of.is_(None), records.c.status.in_(sorted(SERVED)))
"""May be retrieved, quoted and counted."""
