"""Which voices go with a count: one of each side, and none that hardly says what it is counted for without need."""

from dataclasses import replace

import pytest

from chat.answer import Stance
from chat.selection import READ_TO_ANSWER, answering, beside_voices, said_to_answer, without_doubtful
from chat.tally.tallier import CountedVoice, TopicTally
from chat.topics.topic import Topic, topic_of
from data.records import Kind
from data.spans import Span
from retrieval.filters import RecordFacts

TOPIC = topic_of("does it smell?", "en")
assert isinstance(TOPIC, Topic)


def voice(text: str, stance: Stance, surely: float = 0.9, clearly: float = 0.9) -> CountedVoice:
    """A voice of its own author."""
    about = RecordFacts(text, "cream", Kind.REVIEW, "en")
    return CountedVoice(Span(text, 0, len(text), text), about, stance, surely, (0, len(text)), clearly)


def tally(*voices: CountedVoice) -> TopicTally:
    assert isinstance(TOPIC, Topic)
    return TopicTally(TOPIC, voices)


def quoted(*voices: CountedVoice, language: str = "en") -> list[str]:
    return [span.text for span in beside_voices(tally(*voices), (), language)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_third_voice_that_hardly_speaks_of_it_is_not_quoted(language: str) -> None:
    sides = (voice("lovely smell", Stance.FOR), voice("it stinks", Stance.AGAINST))
    assert quoted(*sides, voice("nice jar", Stance.FOR, 0.9, 0.2), language=language) == ["lovely smell", "it stinks"]
    assert len(quoted(*sides, voice("smells good", Stance.FOR, 0.2, 0.6), language=language)) == 3


def test_a_doubtful_voice_of_a_small_side_is_not_quoted_and_a_side_of_three_always_is() -> None:
    voices = (voice("lovely smell", Stance.FOR), *(voice(f"sweet {n}", Stance.FOR) for n in range(3)))
    against = tuple(voice(f"hm {n}", Stance.AGAINST, 0.1, 0.1) for n in range(3))
    assert not {"hm 0", "hm 1"} & {*quoted(*voices, *against[:2])}
    assert "hm 0" in quoted(*voices, *against)
    assert "rather strong" in quoted(*voices, voice("rather strong", Stance.AGAINST, 0.4, 0.4))


def test_the_larger_side_is_quoted_however_doubtful_its_voices() -> None:
    assert "hm" in quoted(voice("hm", Stance.FOR, 0.1, 0.1), voice("hum", Stance.FOR, 0.1, 0.1))


def test_of_one_side_the_voice_that_is_most_clearly_on_it_is_quoted() -> None:
    clear, answering = voice("it stinks", Stance.AGAINST, 0.5, 0.9), voice("the scent is one", Stance.AGAINST, 0.9, 0.5)
    assert quoted(voice("lovely smell", Stance.FOR), answering, clear)[1:] == ["lovely smell", "the scent is one"]
    assert quoted(voice("lovely smell", Stance.FOR), answering, clear)[0] == "it stinks"


def test_of_the_few_who_are_all_quoted_the_doubtful_are_left_out() -> None:
    sure, doubtful = voice("it stinks", Stance.AGAINST), voice("the lid is stiff", Stance.FOR, 0.39, 0.2)
    assert without_doubtful(tally(sure, doubtful)).voices == (sure,)


def test_voices_that_rather_answer_than_not_are_told_from_the_others() -> None:
    voices = (
        voice("lovely smell", Stance.FOR, 0.51),
        voice("nice jar", Stance.FOR, 0.5),
        voice("it stinks", Stance.AGAINST),
    )
    assert answering(tally(*voices)) == 2
    assert answering(tally()) == 0


def test_a_voice_that_was_read_is_quoted_before_a_surer_one_that_was_not() -> None:
    guessed, read = voice("sounds alike", Stance.FOR, clearly=0.8), voice("says it", Stance.FOR, clearly=0.5)
    assert quoted(guessed, replace(read, read=True))[0] == "says it"
    assert quoted(guessed, read)[0] == "sounds alike", "where nothing was read, the surer one"


def test_voices_that_were_read_and_answer_are_looked_at_as_proofs_the_surest_first() -> None:
    read = [replace(voice(f"sticky {n}", Stance.AGAINST, n / 10), read=True) for n in range(10)]
    given = [span.text for span in said_to_answer(tally(voice("unread", Stance.FOR, 1.0), *read))]
    assert given == ["sticky 9", "sticky 8", "sticky 7", "sticky 6"]
    sure = [replace(voice(f"smooth {n}", Stance.FOR, 0.9), read=True) for n in range(READ_TO_ANSWER + 2)]
    assert len(said_to_answer(tally(*sure))) == READ_TO_ANSWER
