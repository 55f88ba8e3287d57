"""What Alembic runs: migrations happen on the connection that `storage.migrate` hands over, nowhere else."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

from storage import tables  # noqa: F401  the tables register themselves on import
from storage.columns import NounJson, SparseJson, UtcDateTime

# Migrations outlive our classes: they name the database's own types.
_PLAIN = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    NounJson: "sa.JSON()",
    SparseJson: "sa.JSON()",
    AutoString: "sa.String()",
}


def plain_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Return how a migration writes a column's type, False for Alembic's own way."""
    return _PLAIN.get(type(item), False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
