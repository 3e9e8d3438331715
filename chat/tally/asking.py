"""From what somebody wants counted to the count: the topic found, the question read, the shelf counted."""

from collections.abc import Container
from typing import Protocol

from chat.tally.tallier import Tallier, TopicTally
from chat.topics.topic import Topic, topic_named, topic_of
from data.errors import NotFoundError
from retrieval.shelf import Shelf
from retrieval.vectors import Floats


class Shelves(Protocol):
    """What is needed of `retrieval.search.Searcher`."""

    def shelf(self, product_id: str) -> Shelf:
        """Everything on one product."""
        ...

    def vector(self, question: str, language: str) -> Floats:
        """The centred unit vector of a question."""
        ...


def topic_wanted(wanted: str, language: str, heard: Container[str] | None = None) -> Topic:
    """The topic of a name of `topics.toml`, of a few words or of a question; `heard` as in `topic_of`.

    Raises:
        NotFoundError: there is no content word in it.
    """
    topic = topic_named(wanted, language) or topic_of(wanted, language, heard=heard)
    if topic is None:
        raise NotFoundError(f"{wanted!r} names no topic: a word such as 'odeur' or 'noise', or a question was expected")
    return topic


def count(product_id: str, topic: Topic, shelves: Shelves, tallier: Tallier) -> TopicTally:
    """Everyone who judges a topic in the reviews of a product."""
    return tallier.tally(topic, shelves.vector(topic.question, topic.language), shelves.shelf(product_id))
