"""Products in the ledger, found by their id or by any of their aliases."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from sqlalchemy import Connection, delete, insert, select, union

from data.changes import Counts
from data.errors import NotFoundError
from data.products import Product
from data.revisions import adopt_revision, next_revision
from data.rows import Cells, product_of
from data.selection import among, rows_among
from data.tables import aliases, products
from data.upserts import upsert

NEIGHBOURS: Final = 500  # names looked at on either side of an unknown one: no request may scan a large catalogue


def write_products(connection: Connection, given: Iterable[Cells]) -> Counts:
    """Store the cells of products, the last word on an id winning."""
    cells = {row["id"]: row for row in given}
    revision = next_revision(connection)
    before = {row.id: row.details for row in rows_among(connection, select(products), products.c.id, cells)}
    # Read back as products, since tuples went in and lists came out.
    written = [row for row in cells.values() if _differs(row, before)]
    upsert(connection, products, written)
    connection.execute(delete(aliases).where(among(connection, aliases.c.product_id, (row["id"] for row in written))))
    pairs = [{"alias": a, "product_id": row["id"]} for row in written for a in sorted(set(row["details"]["aliases"]))]
    if pairs:
        connection.execute(insert(aliases), pairs)
    if written:
        adopt_revision(connection, revision)
    changed = sum(row["id"] in before for row in written)
    return Counts(new=len(written) - changed, changed=changed, unchanged=len(cells) - len(written))


def _differs(row: Cells, before: dict[str, Cells]) -> bool:
    return row["id"] not in before or product_of(row["details"]) != product_of(before[row["id"]])


def all_products(connection: Connection) -> list[Product]:
    """Every product, by id."""
    return [product_of(details) for details in connection.scalars(select(products.c.details).order_by(products.c.id))]


def find_product(connection: Connection, wanted: str) -> Product:
    """Find the product with this id, else the one product with this alias.

    Raises:
        NotFoundError: when there is none, naming the nearest, or when the alias is that of several products.
    """
    details = connection.scalar(select(products.c.details).where(products.c.id == wanted))
    if details is not None:
        return product_of(details)
    named = select(products).join(aliases).where(aliases.c.alias == wanted).order_by(products.c.id)
    match connection.execute(named).all():
        case [row]:
            return product_of(row.details)
        case []:
            near = get_close_matches(wanted, _neighbours(connection, wanted), n=3, cutoff=0.5)
            hint = f"did you mean {', '.join(map(repr, near))}?" if near else "no product has a similar id"
            raise NotFoundError(f"no product has the id or alias {wanted!r}: {hint}")
        case rows:
            ids = ", ".join(repr(row.id) for row in rows)
            raise NotFoundError(f"alias {wanted!r} is that of {len(rows)} products: ask for one of {ids} by its id")


def _neighbours(connection: Connection, wanted: str) -> list[str]:
    names = union(select(products.c.id.label("name")), select(aliases.c.alias)).subquery()
    up = select(names.c.name).where(names.c.name >= wanted).order_by(names.c.name).limit(NEIGHBOURS)
    down = select(names.c.name).where(names.c.name < wanted).order_by(names.c.name.desc()).limit(NEIGHBOURS)
    return sorted([*connection.scalars(up), *connection.scalars(down)])
