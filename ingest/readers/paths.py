"""Every file below the given paths, products first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.errors import IngestError
from data.products import Product
from data.records import Record
from ingest.mapping import Layout, read_layout, shipped_layouts
from ingest.readers.files import Item, items
from ingest.readers.folders import Folder, for_each_folder
from ingest.readers.known_products import known_as, known_names, merged
from ingest.readers.planning import Import, Plan, UnknownLayoutError, plan
from ingest.refusals import FileRefusedError, Refusal, Skipped
from ingest.sources import Found, Source, find_sources


@dataclass(frozen=True, slots=True)
class Planned:
    """A file with how it will be read, and what it shares with the others."""

    plan: Plan
    shared: Import


def read_paths(
    paths: Sequence[Path],
    *,
    mapping: Path | None = None,
    product: str | None = None,
    today: date,
    on_skip: Callable[[Skipped], None] = lambda _: None,
) -> Iterator[Item]:
    """Everything the files below `paths` say: products of all files first, then records and refusals file by file.

    A record filed under an alias or a name of a product read here carries that product's id; its own id does not
    depend on it.

    Args:
        paths: files, folders and zip archives.
        mapping: a mapping tried before all others; it must fit when a single file is named.
        product: product id for rows that name none.
        today: the day relative dates count from when the export does not tell its own.
        on_skip: told each file that is left alone on purpose, and why.

    Raises:
        IngestError: when the only file named cannot be read as a whole, when nothing is there to be read, or when the
            mapping holds mistakes.
    """
    forced = read_layout(mapping) if mapping else None
    found = find_sources(paths)
    alone = len(paths) == 1 and not found.files[1:] and (not found.files or found.files[0].path == Path(paths[0]))
    _refuse_nothing(paths, found)
    shared = Import(today, product, forced=forced, must_fit=alone)
    planned, refused = _plan_all(found, shared, on_skip, alone=alone)
    return _items(planned, refused, alone=alone)


def read_file(path: Path, *, mapping: Path | None = None, product: str | None = None, today: date) -> Iterator[Item]:
    """Everything one file says, its products first; arguments and errors as for `read_paths`."""
    return read_paths([path], mapping=mapping, product=product, today=today)


def _refuse_nothing(paths: Sequence[Path], found: Found) -> None:
    """Say at once that there is nothing to read."""
    if found.files:
        return
    reasons = [f"{refusal.file}: {refusal.reason}" for refusal in found.refused]
    reasons += [f"{skipped.file}: {skipped.reason}" for skipped in found.skipped]
    named = ", ".join(map(str, paths)) or "no path"
    told = "; ".join(reasons[:5]) or f"nothing in {named}: CSV, JSON, Markdown, HTML or subtitle files were expected"
    raise IngestError(f"nothing to read: {told} (see docs/formats.md)")


def _plan_all(
    found: Found, shared: Import, on_skip: Callable[[Skipped], None], *, alone: bool
) -> tuple[list[Planned], list[Refusal]]:
    """How each file will be read, and the files that cannot be."""
    planned: list[Planned] = []
    refused = list(found.refused)
    for skipped in found.skipped:
        on_skip(skipped)
    for source in found.mappings:
        on_skip(Skipped(source.name, "a mapping, used for the files beside it"))
    folders = for_each_folder([*found.files, *found.mappings])
    told: set[str] = set()
    for source in found.files:
        folder = folders(source)
        refused += [] if source.folder in told else [*folder.refused, *_missing(folder, found)]
        told.add(source.folder)
        if folder.manifest and source.name == folder.manifest.name:
            if alone:
                raise IngestError(f"{source.name}: it only tells of the videos beside it: name the folder")
            on_skip(Skipped(source.name, "the manifest of the videos beside it"))
            continue
        try:
            own = _shared(source, folder, shared)
            planned.append(Planned(plan(source, own), own))
        except FileRefusedError as error:
            if alone:
                raise _as_ingest_error(source.name, error) from error
            refused.append(Refusal(source.name, None, None, "", str(error)))
    return _without_untimed(planned, on_skip), refused


def _shared(source: Source, folder: Folder, shared: Import) -> Import:
    """What a file is read with: the user's mapping, the one of its own name, its folder's, then the shipped ones."""
    first: tuple[Layout, ...] = (shared.forced,) if shared.forced else ()
    own = None if shared.forced else folder.layouts.get(source.inner.stem.lower())
    row = folder.rows.get(source.inner.name) or folder.rows.get(source.inner.stem)
    layouts = (*first, *folder.layouts.values(), *shipped_layouts())
    must_fit = shared.must_fit or own is not None
    return replace(shared, layouts=layouts, forced=own or shared.forced, must_fit=must_fit, manifest=row)


def _missing(folder: Folder, found: Found) -> list[Refusal]:
    """Rows of a manifest that name a file which is not there."""
    manifest = folder.manifest
    if manifest is None or all(source.name != manifest.name for source in found.files):
        return []
    beside = [source.inner for source in found.files if source.folder == manifest.folder]
    here = {inner.name for inner in beside} | {inner.stem for inner in beside}
    reason = "no such transcript stands beside the manifest"
    absent = ((name, row) for name, row in folder.rows.items() if name not in here)
    return [Refusal(manifest.name, row.line, "file", name, reason) for name, row in absent]


def _without_untimed(planned: list[Planned], on_skip: Callable[[Skipped], None]) -> list[Planned]:
    """Leave out transcripts without times where a file beside them tells the times of the same words."""
    timed = {each.plan.source.folder: each.plan.source.name for each in planned if "cue" in each.plan.sampled}
    kept = []
    for each in planned:
        beside = timed.get(each.plan.source.folder)
        if beside and each.plan.sampled == {"transcript"}:
            on_skip(Skipped(each.plan.source.name, f"its transcripts are read with their times from {beside}"))
        else:
            kept.append(each)
    return kept


def _as_ingest_error(file: str, error: FileRefusedError) -> IngestError:
    told = f"{file}: {error}"
    return IngestError(f"{told}\n\n{error.skeleton}" if isinstance(error, UnknownLayoutError) else told)


def _items(planned: list[Planned], refused: list[Refusal], *, alone: bool) -> Iterator[Item]:
    sheets = merged(item for each in planned if "product" in each.plan.shapes for item in _products(each))
    names = known_names(sheets)
    yield from sheets
    yield from refused
    for each in planned:
        for item in _guarded(each, alone=alone):
            if isinstance(item, Record):
                yield replace(item, product_id=known_as(item.product_id, names))
            elif isinstance(item, Refusal):
                yield item


def _products(each: Planned) -> Iterator[Product]:
    """The products of one file; what is wrong with it is told when its records are read."""
    try:
        for item in items(each.plan, each.shared, only="product"):
            if isinstance(item, Product):
                yield item
    except FileRefusedError:
        return


def _guarded(each: Planned, *, alone: bool) -> Iterator[Item]:
    """A file's items; where it breaks, what comes after is one refusal."""
    count = 0
    try:
        for item in items(each.plan, each.shared):
            count += not isinstance(item, Refusal)
            yield item
    except FileRefusedError as error:
        if alone and not count:
            raise _as_ingest_error(each.plan.source.name, error) from error
        reason = f"{error}; the rows before were read" if count else str(error)
        yield Refusal(each.plan.source.name, None, None, "", reason)
