"""What stands beside an export and helps to read it: a shop's own mappings, and manifests of videos."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import IngestError
from ingest.mapping import MAX_BYTES, Layout, load_layout
from ingest.readers.delimited import read_header, read_rows
from ingest.readers.json_rows import is_lines, read_document, read_lines
from ingest.readers.rows import Row
from ingest.readers.transcripts import manifest_rows
from ingest.refusals import FileRefusedError, Refusal
from ingest.sources import MANIFEST, MAPPING_SUFFIXES, Source


@dataclass(slots=True)
class Folder:
    """Helpers of one folder: mappings by the name before `.mapping.yaml`, the manifest and its rows by file name."""

    layouts: dict[str, Layout] = field(default_factory=dict)
    manifest: Source | None = None
    rows: dict[str, Row] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


def beside(source: Source, found: Iterable[Source]) -> Folder:
    """The helpers of the folder a file is in, looked for on disk, or in the archive among the files `found`."""
    folder = Folder()
    for near in _neighbours(source, found):
        name = near.inner.name.lower()
        try:
            if name.endswith(MAPPING_SUFFIXES):
                folder.layouts[name.rpartition(".mapping.")[0]] = _layout(near)
            elif MANIFEST.fullmatch(name) and folder.manifest is None and (rows := _manifest(near)):
                folder.manifest, folder.rows = near, rows
        except (IngestError, FileRefusedError) as error:
            folder.refused.append(Refusal(near.name, None, None, "", str(error)))
    return folder


def _neighbours(source: Source, found: Iterable[Source]) -> list[Source]:
    if source.member:
        return [near for near in found if near.folder == source.folder]
    prefix = source.name.rpartition("/")[0]
    try:
        paths = sorted(path for path in source.path.parent.iterdir() if _helps(path))
    except OSError:
        return []
    return [Source(path, f"{prefix}/{path.name}" if prefix else path.name) for path in paths]


def _helps(path: Path) -> bool:
    name = path.name.lower()
    return (name.endswith(MAPPING_SUFFIXES) or bool(MANIFEST.fullmatch(name))) and path.is_file()


def _layout(source: Source) -> Layout:
    with source.open() as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise IngestError(f"it is larger than {MAX_BYTES:,} bytes: a mapping of a page was expected")
    return load_layout(content.decode("utf-8-sig", "replace"), source.inner.name)


def _manifest(source: Source) -> dict[str, Row]:
    """Rows of a manifest by file name, empty when the file names no transcripts."""
    if source.suffix in (".csv", ".tsv"):
        if "file" not in [name.casefold() for name in read_header(source).columns]:
            return {}
        rows = read_rows(source)
    else:
        rows = read_lines(source) if is_lines(source) else read_document(source, "")
    return dict(manifest_rows(row for row in rows if isinstance(row, Row)))


def for_each_folder(sources: Iterable[Source]) -> Callable[[Source], Folder]:
    """Looks up the helpers of a file's folder, each folder once."""
    sources, known = list(sources), dict[str, Folder]()

    def look_up(source: Source) -> Folder:
        if source.folder not in known:
            known[source.folder] = beside(source, sources)
        return known[source.folder]

    return look_up
