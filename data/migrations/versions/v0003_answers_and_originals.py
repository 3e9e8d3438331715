"""What answers cited and how they ended; and sealed originals of masked texts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTIFIER = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("product_id", IDENTIFIER),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("intent", sa.Text, nullable=False),
        sa.Column("topic", sa.Text),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("cited", sa.JSON, nullable=False),
        sa.Column("milliseconds", sa.Double, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_answer_id", "answers", ["answer_id"])
    op.create_index("ix_answers_at", "answers", ["at"])
    op.create_table(
        "originals",
        sa.Column("record_id", IDENTIFIER),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_originals"),
    )
