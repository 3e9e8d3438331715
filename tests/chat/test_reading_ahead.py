"""The largest shelves are read before anyone asks, politely, and no further than asked."""

from threading import Event

from chat.reading_ahead import read_ahead, read_rules, read_sizes_ahead
from chat.sizing.reading import read
from chat.stance.model import Asked, fitted_stance
from chat.tally.model import fitted_tally
from chat.topics.vocabulary import shipped_vocabulary
from chat.understanding.intent_words import patterns
from data.records import Kind, Provenance, Record
from ingest.chunking import cut
from retrieval.centres import Centres
from retrieval.passages import passages
from retrieval.rows import rows_of
from retrieval.shelf import Shelf, shelf_of
from tests.fakes_embedder import FakeEmbedder


def shelf(reviews: int) -> Shelf:
    """Reviews of two lines, and the brand's own word."""
    texts = [
        f"The zip number {at} holds well.\nIt is warm enough for winter {at}, I wear a 39." for at in range(reviews)
    ]
    records = [Record(f"r{at}", Kind.REVIEW, "p", text, Provenance("s"), "en") for at, text in enumerate(texts)]
    records.append(Record("f", Kind.FAQ, "p", "Wash it at thirty degrees only.", Provenance("s"), "en"))
    found = [passage for record in records for passage in passages(record, cut(record))]
    embedder = FakeEmbedder()
    return shelf_of([row for p in found for row in rows_of(p, embedder.documents(p.texts))], Centres())


def test_every_review_is_read_and_the_brand_is_not() -> None:
    assert read_ahead([shelf(3)], fitted_stance(), Event()) == 6


def test_it_ends_where_enough_is_read_or_the_server_stops() -> None:
    stopped = Event()
    stopped.set()
    assert read_ahead([shelf(5), shelf(5)], fitted_stance(), Event(), most=4) == 4
    assert read_ahead([shelf(3)], fitted_stance(), stopped) == 0


def test_what_was_read_ahead_is_judged_as_it_would_have_been() -> None:
    read_on = shelf(2)
    text = read_on.spans[0].text
    before = fitted_stance().judge_all([Asked(text, "en", ("zip",))])
    read_ahead([read_on], fitted_stance(), Event())
    assert fitted_stance().judge_all([Asked(text, "en", ("zip",))]) == before


def test_sizes_told_are_remembered() -> None:
    text = "I usually wear a 39 and took a 40, which fits perfectly."
    read.cache_clear()
    read_sizes_ahead([(text, "en")], Event())
    told = read(text, "en")
    assert read.cache_info().hits == 1
    assert told[0].trials


def test_what_every_answer_needs_is_read_before_the_first_question() -> None:
    for known in (shipped_vocabulary, patterns, fitted_tally):
        known.cache_clear()
    read_rules()
    assert all(known.cache_info().currsize == 1 for known in (shipped_vocabulary, patterns, fitted_tally))
