"""SRT, WebVTT and SBV files and JSON cues, read as timed words; what the format adds (settings, tags, styles) goes."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.cleaning import clean_text
from ingest.readers.cells import as_text, number
from ingest.refusals import FileRefusedError

TIME = r"(?:(\d{1,4})\s*:\s*)?(\d{1,3})\s*:\s*(\d{1,2}(?:[.,]\d{1,9})?)"
ARROW = re.compile(rf"\s*{TIME}\s*-+>\s*{TIME}(?:\s.*)?")
SBV = re.compile(rf"\s*{TIME}\s*,\s*{TIME}\s*")
CLOCK = re.compile(rf"\s*{TIME}\s*")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,100})>")
TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
POSITION = re.compile(r"\{\\[^{}]{0,100}\}")
WORD_TIME = re.compile(r"<\d[\d:.]*\d>")
MARK = re.compile(r"\s*(?:>>|&gt;&gt;)(?:>|&gt;)*\s*")
# A name is one to three words with capitals: ">> JAS:", ">> Marie Le Goff:"; ">> so here it is: look" names nobody.
TURN = re.compile(r">> (?:([A-ZÀ-Þ][\w.'’-]{0,30}(?: [A-ZÀ-Þ][\w.'’-]{0,30}){0,2}):\s+)?")
MAX_CUES = 100_000
SKIPPED_BLOCKS = ("NOTE", "STYLE", "REGION")
HEADER_LANGUAGE = re.compile(r"(?:NOTE\s+)?(?:language|langue|lang)\s*:\s*(\w[\w-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimedWords:
    """Words as one cue of the file has them; times in seconds, in whatever order the file gives them."""

    start_s: float
    end_s: float
    words: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Subtitles:
    """The cues of one file, and the language its header tells."""

    cues: tuple[TimedWords, ...]
    language: str | None = None


def parse_subtitles(lines: Iterable[str]) -> Subtitles:
    """Cues of an SRT, WebVTT or SBV file, recognised line by line; anything outside a cue is not spoken and is left.

    Raises:
        FileRefusedError: when there are more than a day of speech has.
    """
    cues: list[TimedWords] = []
    rolling, language = False, None
    for block in _blocks(lines):
        if not cues and language is None and (told := next(filter(None, map(HEADER_LANGUAGE.match, block)), None)):
            language = told[1]
        for start_s, end_s, words in _timed(block):
            rolling = rolling or any(WORD_TIME.search(line) for line in words)
            cues.append(TimedWords(start_s, end_s, "\n".join(words)))
        if len(cues) > MAX_CUES:
            raise FileRefusedError(f"it holds more than {MAX_CUES:,} cues: one video a file was expected")
    return Subtitles(tuple(spoken(_unrolled(cues) if rolling else cues)), language)


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        stripped = line.strip("\ufeff\r\n")
        if stripped.strip():
            block.append(stripped)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _timed(block: list[str]) -> Iterator[tuple[float, float, list[str]]]:
    """The cues of one block: usually one, several where blank lines are missing."""
    if block[0].startswith(SKIPPED_BLOCKS) and not any(ARROW.fullmatch(line) for line in block[1:2]):
        return
    times = [(at, found) for at, line in enumerate(block) if (found := ARROW.fullmatch(line) or SBV.fullmatch(line))]
    nexts = [at for at, _ in times[1:]] + [len(block)]
    for (at, found), after in zip(times, nexts, strict=False):
        words = block[at + 1 : after]
        if after < len(block) and words and words[-1].strip().isdigit():
            words.pop()  # the number of the next cue
        yield _seconds(*found.groups()[:3]), _seconds(*found.groups()[3:]), words


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", ".")), 3)


def _unrolled(cues: list[TimedWords]) -> Iterator[TimedWords]:
    """Automatic captions show each line twice while it scrolls up: the words are kept where they are first said."""
    shown = ""
    for cue in cues:
        lines = [line for line in cue.words.split("\n") if plain_words(line)]
        new = [line for line in lines if plain_words(line) != shown]
        if lines:
            shown = plain_words(lines[-1])
        if new:
            yield TimedWords(cue.start_s, cue.end_s, "\n".join(new))


def spoken(cues: Iterable[TimedWords]) -> Iterator[TimedWords]:
    """Cues with plain words and the speaker they name.

    `<v Name>` names the speaker of its cue, `>> NAME:` of its cue and those that follow, a bare `>>` ends that. A cue
    in which several people speak names none.
    """
    speaker: str | None = None
    for cue in cues:
        voices = [name.strip() for name in VOICE.findall(cue.words)]
        words, turns = _without_turns(VOICE.sub("", cue.words))
        speaker = turns[-1] if turns else speaker
        named = {*voices} or ({*turns} if turns else {speaker})
        text = plain_words(words)
        if text:
            yield TimedWords(cue.start_s, cue.end_s, text, cue.speaker or (named.pop() if len(named) == 1 else None))


def _without_turns(words: str) -> tuple[str, list[str | None]]:
    """The words without `>>` marks, and who each mark names."""
    turns: list[str | None] = []
    lines = []
    for line in MARK.sub("\n>> ", words).split("\n"):
        found = TURN.match(line)
        turns += [found[1].strip() if found[1] else None] if found else []
        lines.append(line[found.end() :] if found else line)
    return "\n".join(lines), turns


def plain_words(words: str) -> str:
    """The words of a cue on one line, without tags, positions and entities."""
    bare = TAG.sub("", POSITION.sub("", VOICE.sub("", words)))
    return " ".join(clean_text(html.unescape(bare)).split())


def parse_cue_time(value: object, *, milliseconds: bool = False) -> float | None:
    """Seconds of a time written as a number or a clock ("00:01:02,5"); `None` for anything else."""
    if isinstance(value, str) and (found := CLOCK.fullmatch(value)):
        return _seconds(*found.groups())
    seconds = number(value)
    if seconds is None or not 0 <= seconds < 1e9:
        return None
    return round(seconds / 1000 if milliseconds else seconds, 3)


STARTS = ("start", "start_s", "start_time", "begin", "from", "offset", "debut")
ENDS = ("end", "end_s", "end_time", "stop", "to", "fin")
LENGTHS = ("duration", "dur", "length", "duree")
STARTS_MS, ENDS_MS, LENGTHS_MS = (
    ("start_ms", "tStartMs", "startMs"),
    ("end_ms", "endMs"),
    ("duration_ms", "dDurationMs"),
)
WORDS = ("text", "words", "caption", "content", "utf8", "texte")
SPEAKERS = ("speaker", "voice", "name", "locuteur")


def json_cue(entry: dict[str, object]) -> TimedWords | None:
    """One cue of a JSON list, `None` when it has no start or no words."""
    start = _time(entry, STARTS, STARTS_MS)
    words = next((as_text(entry[key]) for key in WORDS if key in entry), "")
    if isinstance(entry.get("segs"), list):
        # the JSON was found to be of this shape
        words = "".join(as_text(piece.get("utf8")) for piece in entry["segs"] if isinstance(piece, dict))  # type: ignore[attr-defined]
    if start is None or not words.strip():
        return None
    length, end = _time(entry, LENGTHS, LENGTHS_MS), _time(entry, ENDS, ENDS_MS)
    speaker = next((as_text(entry[key]).strip() for key in SPEAKERS if entry.get(key)), None)
    return TimedWords(start, end if end is not None else start + (length or 0), words, speaker)


def _time(entry: dict[str, object], seconds: tuple[str, ...], milliseconds: tuple[str, ...]) -> float | None:
    for key in (*seconds, *milliseconds):
        if key in entry:
            return parse_cue_time(entry[key], milliseconds=key in milliseconds)
    return None
