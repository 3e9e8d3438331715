"""Videos as people speak them: words kept, times repaired, speakers named only when they are sure."""

import itertools
from pathlib import Path

import pytest

from data.errors import IngestError
from data.records import Kind, Record
from ingest.readers.cue_repair import repaired, transcript
from ingest.readers.subtitles import TimedWords
from tests.ingest.exports import read, read_as, written

SRT = "1\n00:00:00,500 --> 00:00:03,000\nAlors voilà,\n\n2\n00:00:03,100 --> 00:00:05,000\non y va.\n"
VTT = "WEBVTT\nKind: captions\nLanguage: fr\n\nNOTE relu\n\nintro\n00:00.500 --> 00:03.000 align:start position:12%\nAlors voilà,\n\n00:03.100 --> 00:05.000\non y va.\n"
SBV = "0:00:00.500,0:00:03.000\nAlors voilà,\n\n0:00:03.100,0:00:05.000\non y va.\n"
CUES = [{"start": 0.5, "end": 3.0, "text": "Alors voilà,"}, {"start": "00:00:03.1", "end": "0:05", "text": "on y va."}]


def spoken(record: Record) -> list[tuple[str, float, float]]:
    return [(record.text[cue.start : cue.end], cue.start_s, cue.end_s) for cue in record.cues]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("v.srt", SRT),
        ("v.srt", SRT.replace("\n", "\r\n")),
        ("v.vtt", VTT),
        ("v.vtt", "\ufeff" + VTT),
        ("v.sbv", SBV),
        ("v.json", {"video_id": "v", "product_id": "P", "cues": CUES}),
        ("v.json", CUES),
        ("v.json", {"segments": CUES, "id": "v"}),
        ("v.json", {"id": "v", "events": [{"tStartMs": 500, "dDurationMs": 2500, "segs": [{"utf8": "Alors "}, {"utf8": "voilà,"}]}, {"tStartMs": 3100, "dDurationMs": 1900, "segs": [{"utf8": "on y va."}]}]}),
        ("v.csv", "video_id,start,end,text\nv,3.1,5,on y va.\nv,0.5,3,\"Alors voilà,\"\n"),
    ],
)  # fmt: skip
def test_every_format_gives_the_same_words_at_the_same_times(tmp_path: Path, name: str, content: object) -> None:
    record = read_as(tmp_path, name, content, product="P").record
    assert (record.kind, record.product_id, record.provenance.external_id) == (Kind.TRANSCRIPT, "P", "v")
    assert record.text == "Alors voilà, on y va."
    assert spoken(record) == [("Alors voilà,", 0.5, 3.0), ("on y va.", 3.1, 5.0)]


def test_a_manifest_tells_what_the_files_do_not(tmp_path: Path) -> None:
    written(tmp_path, "videos/one.srt", SRT)
    written(
        tmp_path,
        "videos/videos.csv",
        "file,video_id,product_id,title,creator,url,language,published,format,incentive,hook\n"
        "one.srt,V1,botte,Essai,@lea,https://a.example/v1,fr,2025-06-22,field_test,gifted,Alors voilà\n"
        "two.srt,V2,botte,,,,,,,,\n",
    )
    got = read(tmp_path)
    (record,) = got.records
    assert (record.product_id, record.title, record.author) == ("botte", "Essai", "@lea")
    assert (record.url, record.language, str(record.published)) == ("https://a.example/v1", "fr", "2025-06-22")
    assert record.attributes == {"format": "field_test", "hook": "Alors voilà"}
    assert record.provenance.incentive == "gifted"
    assert (got.refusal.value, got.refusal.line) == ("two.srt", 3)
    assert [skipped.reason for skipped in got.skipped] == ["the manifest of the videos beside it"]


def test_a_file_named_alone_still_finds_its_manifest(tmp_path: Path) -> None:
    path = written(tmp_path, "one.srt", SRT)
    written(tmp_path, "videos.json", [{"file": "one.srt", "video_id": "V1", "product_id": "botte"}])
    assert read(path).record.product_id == "botte"


def test_without_a_manifest_the_folder_is_the_product_and_the_name_the_video(tmp_path: Path) -> None:
    record = read(written(tmp_path, "veste-embrun/videos/srt/deballage.fr.srt", SRT)).record
    assert (record.product_id, record.provenance.external_id) == ("veste-embrun", "deballage.fr")
    assert record.language == "fr"


def test_voices_name_their_cue_and_marks_name_those_that_follow(tmp_path: Path) -> None:
    vtt = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Dougal>Two of us.\n\n"
        "00:01.000 --> 00:02.000\n<v.loud Kit>Don't &amp; won't.\n\n"
        "00:02.000 --> 00:03.000\n<v Dougal>One</v>\n<v Kit>two</v>\n"
    )
    srt = (
        "1\n00:00:00,000 --> 00:00:01,000\n>> JAS: So in the box: a sack.\n\n"
        "2\n00:00:01,000 --> 00:00:02,000\nVery light.\n\n3\n00:00:02,000 --> 00:00:03,000\n&gt;&gt; Smell?\n"
    )
    voices = read_as(tmp_path, "v.vtt", vtt, product="P").record
    marks = read_as(tmp_path, "v.srt", srt, product="P").record
    assert [cue.speaker for cue in voices.cues] == ["Dougal", "Kit", None]
    assert voices.text == "Two of us.\nDon't & won't.\nOne two"
    assert [cue.speaker for cue in marks.cues] == ["JAS", "JAS", None]
    assert marks.text == "So in the box: a sack. Very light.\nSmell?"


def test_tags_positions_and_styles_are_no_words(tmp_path: Path) -> None:
    vtt = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.000 --> 00:01.000 line:0\n"
        "<c.yellow>Un <b>gras</b>&nbsp;!</c> {\\an8}<i>là</i> <3 kg\n"
    )
    assert read_as(tmp_path, "v.vtt", vtt, product="P").record.text == "Un gras\xa0! là <3 kg".replace("\xa0", " ")


def test_automatic_captions_that_scroll_are_said_once(tmp_path: Path) -> None:
    vtt = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.000\n \nhello<00:00:00.500><c> everyone</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nhello everyone\n \n\n"
        "00:00:02.010 --> 00:00:04.000\nhello everyone\ntoday<00:00:02.500><c> we test</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\ntoday we test\n \n"
    )
    record = read_as(tmp_path, "v.vtt", vtt, product="P").record
    assert record.text == "hello everyone today we test"
    assert record.language == "en"


def test_missing_blank_lines_and_numbers_do_not_merge_cues(tmp_path: Path) -> None:
    srt = "00:00:00,000 --> 00:00:01,000\nun\n2\n00:00:01,000 --> 00:00:02,000\ndeux\n"
    assert spoken(read_as(tmp_path, "v.srt", srt, product="P").record) == [("un", 0, 1), ("deux", 1, 2)]


def times(*cues: tuple[float, float, str]) -> list[tuple[float, float, str]]:
    return [(cue.start_s, cue.end_s, cue.words) for cue in repaired(TimedWords(*cue) for cue in cues)]


def test_reversed_cues_are_turned_round() -> None:
    assert times((5, 3, "a")) == [(3, 5, "a")]


def test_unsorted_cues_are_sorted_by_start() -> None:
    assert times((4, 5, "b"), (1, 2, "a")) == [(1, 2, "a"), (4, 5, "b")]


def test_a_cue_that_runs_into_the_next_ends_where_that_one_starts() -> None:
    assert times((0, 4, "a"), (3, 6, "b")) == [(0, 3, "a"), (3, 6, "b")]


def test_cues_that_start_together_share_their_time_in_file_order() -> None:
    assert times((1, 3, "a"), (1, 2, "b"), (5, 6, "c")) == [(1, 2, "a"), (2, 3, "b"), (5, 6, "c")]


def test_a_cue_without_length_lasts_as_its_words_do_at_most_until_the_next() -> None:
    assert times((0, 0, "un deux trois"), (1, 1, "quatre")) == [(0, 1, "un deux trois"), (1, 1.5, "quatre")]


def test_repair_never_loses_a_word_and_offsets_are_exact() -> None:
    cues = [
        TimedWords(start, end, f"mot{at}") for at, (start, end) in enumerate([(3, 1), (3, 3), (3, 9), (0, 50), (2, 2)])
    ]
    text, placed = transcript(cues)
    assert sorted(text.split()) == [f"mot{at}" for at in range(5)]
    assert [text[cue.start : cue.end] for cue in placed] == text.split()
    assert all(cue.start_s < cue.end_s for cue in placed)
    assert all(one.end_s <= other.start_s for one, other in itertools.pairwise(placed))


def test_one_video_in_two_languages_is_two_records(tmp_path: Path) -> None:
    written(tmp_path, "a.fr.vtt", VTT)
    written(tmp_path, "a.en.vtt", VTT.replace("Language: fr", "Language: en"))
    written(
        tmp_path,
        "videos.csv",
        "file,video_id,product_id,language\na.fr.vtt,V1,P,fr\na.en.vtt,V1,P,en\n",
    )
    first, second = read(tmp_path).records
    assert first.id != second.id
    assert {first.language, second.language} == {"fr", "en"}


def test_rows_of_cues_are_gathered_by_video_and_win_over_the_same_words_without_times(tmp_path: Path) -> None:
    def row(number: str, kind: str, text: str, **meta: object) -> str:
        told = {"id": number, "product_id": "P", "source_type": kind, "lang": "en", "text": text, "meta": meta}
        return str(told).replace("'", '"')

    segments = [
        row("v1:0", "video_segment", "Hello", video_id="v1", start=0, end=1, title="T"),
        row("v2:0", "video_segment", "Other", video_id="v2", start=0, end=1),
        row("v1:1", "video_segment", "there", video_id="v1", start=1, end=2),
        row("v2:1", "video_segment", "lost", video_id="v2", start="soon", end=2),
    ]
    written(tmp_path, "corpus.jsonl", "\n".join(segments))
    written(tmp_path, "videos.jsonl", row("v1", "video_transcript", "Hello there"))
    got = read(tmp_path)
    assert [(r.provenance.external_id, r.text, r.title) for r in got.records] == [
        ("v1", "Hello there", "T"),
        ("v2", "Other", None),
    ]
    assert (got.refusal.line, got.refusal.column) == (4, "meta.start")
    assert "read with their times" in got.skipped[0].reason


@pytest.mark.parametrize("content", ["", "WEBVTT\n", "just prose\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_a_file_without_spoken_words_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(IngestError, match="no spoken words"):
        read(written(tmp_path, "v.vtt", content), product="P")


def test_a_manifest_named_alone_asks_for_its_folder(tmp_path: Path) -> None:
    written(tmp_path, "one.srt", SRT)
    with pytest.raises(IngestError, match="name the folder"):
        read(written(tmp_path, "videos.csv", "file,video_id\none.srt,V1\n"))
