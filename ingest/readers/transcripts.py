"""Subtitle files, JSON cues and transcript texts become one record a video."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from data.identity import record_id
from data.records import Kind, Provenance, Record
from ingest.mapping import Layout
from ingest.readers.attributes import attributes
from ingest.readers.cells import UNDETERMINED, Cells, Scope, as_text, cells_of, language_code
from ingest.readers.cue_repair import transcript
from ingest.readers.reviews import moderation, provenance
from ingest.readers.rows import Row, found_at, plain
from ingest.readers.subtitles import Subtitles, TimedWords, json_cue, parse_cue_time, spoken
from ingest.refusals import Refusal, RowRefusedError
from ingest.sources import Source

GENERIC = frozenset(
    {"srt", "vtt", "sbv", "subtitle", "subtitles", "soustitres", "caption", "captions", "transcript", "transcripts"}
    | {"transcription", "transcriptions", "video", "videos", "media", "fr", "en"}
)
"""Folder names that say what kind of file they hold, not which product it is about."""
LANGUAGE_SUFFIX = re.compile(r"[._-]([a-z]{2})(?:[-_][A-Za-z]{2})?$")
VIDEO = "@video"
KNOWN = ("fr", "en", "de", "es", "it", "nl", "pt")


def subtitle_record(source: Source, said: Subtitles, manifest: Row | None, scope: Scope) -> Record:
    """The record of one subtitle file, told by its manifest row, else by its name and folder.

    Raises:
        RowRefusedError: when it holds no spoken words.
    """
    named = {
        "video_id": source.inner.stem,
        "product_id": scope.product or folder_product(source),
        "language": language_of_name(source.inner.stem) or said.language,
    }
    told = {key: value for key, value in (manifest.values if manifest else {}).items() if value not in ("", None)}
    row = Row(None, {**{key: value for key, value in named.items() if value}, **told})
    return _record(cells_of(row, scope), said.cues)


def transcripts(row: Row, scope: Scope) -> Iterator[Record]:
    """The record of one row: with cues when it has them, else with its text alone.

    Raises:
        RowRefusedError: when it has neither.
    """
    cells = cells_of(row, scope)
    kept = cells.raw("cues")[1]
    entries = [entry for entry in kept if isinstance(entry, dict)] if isinstance(kept, list) else []
    yield _record(cells, tuple(spoken(cue for entry in entries if (cue := json_cue(entry)))))


def gathered(rows: Iterable[Row], scope: Scope, stem: str) -> Iterator[Record | Refusal]:
    """One record a video from rows of one cue each, in whatever order they come; `stem` names a lone video."""
    videos: dict[str, tuple[Row, list[TimedWords]]] = {}
    for row in rows:
        try:
            cells = cells_of(row, scope)
            cue = cue_of(cells)
            _, cues = videos.setdefault(cells.line("video_id") or stem, (row, []))
            cues += [cue] if cue else []
        except RowRefusedError as error:
            yield Refusal(scope.file, row.line, error.column, error.value, error.reason)
    fields = {**scope.layout.fields, "video_id": (*scope.layout.columns("video_id"), VIDEO)}
    for video, (row, cues) in videos.items():
        try:
            cells = Cells(replace(row, values={**row.values, VIDEO: video}), scope, fields, scope.layout.values)
            yield _record(cells, tuple(spoken(cues)))
        except RowRefusedError as error:
            yield Refusal(scope.file, row.line, error.column, error.value, error.reason)


def cue_of(cells: Cells) -> TimedWords | None:
    """The cue one row holds, `None` without words.

    Raises:
        RowRefusedError: when its times cannot be read.
    """
    words = as_text(cells.raw("text")[1])
    (column, value), (_, ended) = cells.raw("start"), cells.raw("end")
    start, end = parse_cue_time(value), parse_cue_time(ended)
    if start is None:
        raise RowRefusedError("a time in seconds or as 00:01:02.5 was expected", column=column or "start", value=value)
    length = parse_cue_time(cells.raw("duration")[1]) or 0
    return (
        TimedWords(start, start + length if end is None else end, words, cells.line("speaker"))
        if words.strip()
        else None
    )


def _record(cells: Cells, cues: tuple[TimedWords, ...]) -> Record:
    text, placed = transcript(cues) if cues else (cells.text("text"), ())
    if not text:
        raise RowRefusedError("it holds no spoken words: timed cues or a text were expected")
    layout, product, video = cells.scope.layout, cells.product(), cells.line("video_id") or cells.line("id")
    if video is None:
        raise RowRefusedError("a video id was expected", column=cells.column("video_id"))
    status, reason = moderation(cells)
    told = {name: value for name in ("format", "hook") if (value := cells.line(name))}
    return Record(
        id=record_id(Kind.TRANSCRIPT, layout.vendor, _number(layout, product, video, cells.language())),
        kind=Kind.TRANSCRIPT,
        product_id=product,
        text=text,
        provenance=_provenance(cells, video),
        language=cells.language(),
        title=cells.line("title"),
        author=cells.line("author"),
        published=cells.date("published"),
        url=cells.address("url"),
        attributes=attributes(cells) | told,
        cues=placed,
        status=status,
        status_reason=reason,
    )


def _number(layout: Layout, product: str, video: str, language: str) -> str:
    """One video may be transcribed in several languages, and several brands number theirs alike."""
    if layout.numbering == "source":
        return video
    return f"{product}/{video}" + ("" if language == UNDETERMINED else f"/{language}")


def _provenance(cells: Cells, video: str) -> Provenance:
    return replace(provenance(cells), external_id=video)


def folder_product(source: Source) -> str | None:
    """The nearest folder whose name says more than what kind of file it holds."""
    return next((name for name in source.folders if name and plain(name) not in GENERIC), None)


def language_of_name(stem: str) -> str | None:
    """The language a file's name ends with: `faq_fr`, `unboxing.en`."""
    found = LANGUAGE_SUFFIX.search(stem)
    return language_code(found[1]) if found and found[1] in KNOWN else None


def manifest_rows(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Rows of a video manifest by the file each tells of; empty when it names no files."""
    named: dict[str, Row] = {}
    for row in rows:
        name = as_text(found_at(row.values, "file")).strip().replace("\\", "/").rsplit("/", 1)[-1]
        if name:
            named[name] = row
    return named
