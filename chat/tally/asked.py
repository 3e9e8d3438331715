"""Whether those who are counted speak of what was asked, and not only of something near it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from chat.tally.features import holding
from chat.tally.tallier import TopicTally
from chat.topics.topic import Group
from chat.topics.vocabulary import LANGUAGES
from retrieval.shelf import Shelf

MOST = 0.6
"""Share of the voices that have to say it."""


def says_what_is_asked(counted: TopicTally, shelf: Shelf) -> bool:
    """Whether most of the voices use, anywhere in their review, the rarest word asked for or a synonym of it.

    Reviews in a language the vocabulary does not know are left out; with none left, nobody says it.
    """
    asked = [group for group in counted.topic.groups if group.weight == 1] or list(counted.topic.groups)
    heard = min((_records(group, shelf) for group in asked), key=len, default=set())
    speaking = [voice.about.record_id for voice in counted.voices if voice.about.language in LANGUAGES]
    return bool(speaking) and sum(record in heard for record in speaking) >= MOST * len(speaking)


def _records(group: Group, shelf: Shelf) -> set[str]:
    """Ids of the records on the shelf that speak of a group."""
    found = [holding(phrase, code, shelf) for code in LANGUAGES for phrase in group.phrases[code]]
    return {shelf.about[i].record_id for i in _passages(found, shelf)}


def _passages(found: Iterable[NDArray[np.intp]], shelf: Shelf) -> Iterable[int]:
    places = np.unique(np.concatenate([*found, np.zeros(0, np.intp)]))
    return (int(i) for i in np.unique(np.searchsorted(shelf.starts, places, side="right") - 1))
