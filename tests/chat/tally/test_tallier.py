"""A count goes over every review of a product, once a voice, and can be opened."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chat.answer import Stance
from chat.stance.model import STANCES, Asked, Judgement
from chat.tally.calibration import LIKELIEST, SPACED_OF_FEW
from chat.tally.features import features, voices_of
from chat.tally.model import Logistic, TallyModel, VoiceModel, fitted_tally, read_model
from chat.tally.tallier import Tallier, TopicTally
from chat.topics.topic import Topic, topic_of
from data.records import Kind, Provenance, Record
from retrieval.centres import Centres
from retrieval.shelf import Shelf, shelf_of
from retrieval.vectors import Floats
from tests.fakes_cross_encoder import FakeCrossEncoder
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import review
from tests.retrieval.hits_for_tests import rows_for

EMBEDDER = FakeEmbedder()
PRAISE, BLAME = ("quiet", "silencieux", "love"), ("noisy", "loud", "bruyant")
FILLER = [
    review(100 + i, text)
    for i, text in enumerate(
        [
            "The colour is just like the photo and my sister wants one too.",
            "Arrived on time in a sturdy box with a card inside.",
            "Easy to clean under the tap, which I do every evening.",
            "It blends frozen berries without any trouble at all.",
            "My soup came out smooth after two minutes.",
            "Fits under the cupboards of our small kitchen.",
            "The price is fair for what you get.",
            "A bit heavy for my wrist when it is full.",
        ]
    )
]
NOISE = [
    review(1, "So quiet that nobody wakes up when I make breakfast.", rating=5.0),
    review(2, "It is noisy, really noisy, the neighbours upstairs complained twice.", rating=2.0),
    review(3, "Moteur silencieux, on peut parler à côté sans hausser le ton.", language="fr", rating=5.0),
    review(4, "Terriblement bruyant, le bébé se réveille à chaque fois.", language="fr", rating=1.0),
]


class FakeJudge:
    """Knows six words; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        assert vectors is None or len(vectors) == len(asked)
        self.asked += asked
        return [self._judged(one.text.lower()) for one in asked]

    def _judged(self, text: str) -> Judgement:
        good, bad = any(word in text for word in PRAISE), any(word in text for word in BLAME)
        stance = Stance.FOR if good else Stance.AGAINST if bad else Stance.NONE
        chances = tuple(0.85 if one is stance else 0.05 for one in STANCES)
        return Judgement(stance, chances, (0, len(text)))


def shelf(*records: Record) -> Shelf:
    return shelf_of(rows_for([*records, *FILLER], EMBEDDER), Centres())


def topic(question: str = "is it noisy?", language: str = "en") -> Topic:
    found = topic_of(question, language)
    assert found is not None
    return found


def counted(
    of: Shelf, question: str = "is it noisy?", language: str = "en", judge: FakeJudge | None = None
) -> TopicTally:
    # vectors of the fake embedder are of no language: what is doubtful by them is counted too
    model = replace(fitted_tally(), counted_from=-1.5)
    tallier = Tallier(judge or FakeJudge(), None, model)
    return tallier.tally(topic(question, language), EMBEDDER.queries([question])[0], of)


def of_the_unread(counts: Logistic, favours: Logistic, mixes: Logistic) -> TallyModel:
    """A model that trips over any voice that was read."""
    broken = Logistic(float("nan"), {})
    read = VoiceModel(broken, broken, broken)
    return TallyModel(Logistic(9.0, {}), read, read, VoiceModel(counts, favours, mixes))


def unread(**features: list[float] | np.ndarray) -> dict[str, np.ndarray]:
    found = {name: np.asarray(values, float) for name, values in features.items()}
    return found | {"read": np.zeros(len(next(iter(found.values()))))}


def authors(tally: TopicTally, stance: Stance) -> set[str | None]:
    return {voice.about.author for voice in tally.side(stance)}


def test_every_voice_on_the_topic_is_counted_on_its_side_in_both_languages() -> None:
    tally = counted(shelf(*NOISE))
    assert authors(tally, Stance.FOR) == {"author 1", "author 3"}
    assert authors(tally, Stance.AGAINST) == {"author 2", "author 4"}


def test_a_question_in_french_counts_the_same_voices() -> None:
    tally = counted(shelf(*NOISE), "Il fait du bruit ?", "fr")
    assert tally.told("fr").of == counted(shelf(*NOISE)).told("en").of
    assert tally.told("fr").topic == "le bruit"


def test_the_count_and_the_list_behind_it_agree() -> None:
    tally = counted(shelf(*NOISE))
    told = tally.told("en")
    assert told.for_ + told.against + told.mixed == told.of == len(tally.voices) == len(told.record_ids)
    assert [voice.stance for voice in tally.voices] == sorted(
        (voice.stance for voice in tally.voices), key=["for", "against", "mixed"].index
    )


def test_an_author_is_one_voice_however_much_is_written() -> None:
    again = review(5, "Two months on it is still noisy and loud.", author="author 2", rating=2.0)
    tally = counted(shelf(*NOISE, again))
    assert [voice.about.author for voice in tally.side(Stance.AGAINST)].count("author 2") == 1


def test_the_same_words_under_a_second_name_are_no_second_voice() -> None:
    copy = replace(NOISE[1], id="review-copy", author="somebody else")
    assert counted(shelf(*NOISE, copy)).told("en").against == counted(shelf(*NOISE)).told("en").against


def test_the_brand_and_what_is_no_review_are_never_counted() -> None:
    brand = review(6, "It is quiet, says the brand.", kind=Kind.FAQ, author=None, rating=None)
    answer = review(7, "Ours is so quiet that we love it.", kind=Kind.QUESTION, rating=None)
    assert counted(shelf(*NOISE, brand, answer)).told("en") == counted(shelf(*NOISE)).told("en")


def test_voices_that_got_something_are_told_apart() -> None:
    gifted = replace(NOISE[0], provenance=Provenance("test", "1", incentive="gifted"))
    assert counted(shelf(gifted, *NOISE[1:])).incentivised == 1
    assert counted(shelf(*NOISE)).incentivised == 0


def test_nobody_is_counted_where_nobody_speaks_of_it_or_nothing_is_there() -> None:
    assert counted(shelf(), "is the battery good?").voices == ()
    assert counted(shelf_of([], Centres())).voices == ()


def test_a_count_is_made_once_for_a_shelf_and_anew_for_the_next_one() -> None:
    judge, of = FakeJudge(), shelf(*NOISE)
    tallier, vector = Tallier(judge), EMBEDDER.queries(["is it noisy?"])[0]
    first = tallier.tally(topic(), vector, of)
    asked = len(judge.asked)
    assert tallier.tally(topic("Is it  NOISY?"), vector, of) is first
    assert len(judge.asked) == asked
    assert tallier.tally(topic(), vector, shelf(*NOISE[:2])) is not first
    assert len(judge.asked) > asked


def test_only_so_many_counts_are_kept() -> None:
    judge, of, vector = FakeJudge(), shelf(*NOISE), EMBEDDER.queries(["noise"])[0]
    tallier = Tallier(judge, room=1)
    first = tallier.tally(topic(), vector, of)
    tallier.tally(topic("how is the price?"), vector, of)
    assert tallier.tally(topic(), vector, of) is not first


def test_the_features_the_shipped_model_weighs_are_all_there() -> None:
    of = shelf(*NOISE)
    voices = voices_of(of)
    found = features(topic(), EMBEDDER.queries(["noise"])[0], of, voices)
    assert fitted_tally().topic.weights.keys() == found.keys()
    assert all(values.shape == voices.places.shape and np.isfinite(values).all() for values in found.values())


def test_a_stored_model_is_read_as_it_was_written() -> None:
    one = {"bias": 1.0, "weights": {"topic": 2.0}}
    marks: dict[str, object] = {"counted_from": -0.5, "mixed_from": 0.25}
    voices: dict[str, object] = {"counts": one, "favours": one, "mixes": one}
    model = read_model({"topic": one, "read": voices, "unread": voices, "alone": voices, "marks": marks})
    assert (model.counted_from, model.mixed_from) == (-0.5, 0.25)
    assert model.read.counts.scores({"topic": np.array([0.0, 1.0])}).tolist() == [1.0, 3.0]


def test_a_minority_whose_chances_add_up_to_a_voice_is_not_lost() -> None:
    always, never = Logistic(9.0, {}), Logistic(-9.0, {})
    model = of_the_unread(always, Logistic(0.0, {"side": 1.0}), never)
    leaning = unread(side=[2.0, 2.0, 0.2, 0.2, 0.2])
    assert model.stances(leaning).count(Stance.AGAINST) == 1
    assert model.stances(unread(side=np.full(5, 4.0))).count(Stance.AGAINST) == 0
    assert model.stances(unread(side=np.full(3, 0.2))).count(Stance.AGAINST) == 0


def test_a_voice_sure_of_its_side_is_not_said_to_be_on_the_other() -> None:
    always, never = Logistic(9.0, {}), Logistic(-9.0, {})
    model = of_the_unread(always, Logistic(0.0, {"side": 1.0}), never)
    for side, other in ((1.5, Stance.AGAINST), (-1.5, Stance.FOR)):  # .82, of thirty voices: five would be expected
        assert model.stances(unread(side=np.full(30, side))).count(other) == 0
    assert model.stances(unread(side=np.full(30, 0.9))).count(Stance.AGAINST) > 0


def test_doubtful_voices_do_not_all_fall_to_the_larger_side() -> None:
    always, never = Logistic(9.0, {}), Logistic(-9.0, {})
    model = of_the_unread(always, Logistic(0.0, {"side": 1.0}), never)
    doubtful = unread(side=np.linspace(0.1, 0.3, 20))
    told = model.stances(doubtful)
    assert 5 < told.count(Stance.AGAINST) < 10
    assert set(told[: told.count(Stance.AGAINST)]) == {Stance.AGAINST}  # those least likely for


def test_how_clearly_a_voice_speaks_grows_with_its_chances() -> None:
    never = Logistic(-9.0, {})
    model = of_the_unread(Logistic(0.0, {"topic": 1.0}), Logistic(0.0, {"side": 1.0}), never)
    heard = unread(side=[3.0, 1.0, -3.0], topic=[2.0, 2.0, -9.0])
    stances = model.stances(heard)
    sure, unsure, silent = model.clearly(heard, stances)
    assert stances == [Stance.FOR, Stance.FOR, Stance.NONE]
    assert 1 > sure > unsure > silent == 0


def test_sound_is_counted_though_its_french_name_is_a_small_word() -> None:
    of = shelf(
        review(1, "Le son me plaît beaucoup, j'adore.", language="fr"),
        review(2, "Son emballage est bleu.", language="fr"),
    )
    voices = voices_of(of)
    heard = features(topic("Le son est-il bon ?", "fr"), EMBEDDER.queries(["son"])[0], of, voices)
    told = {of.spans[at].text for at, value in zip(voices.places, heard["telling"], strict=True) if value > 0}
    assert told == {"Le son me plaît beaucoup, j'adore."}


def test_a_voice_that_does_not_judge_the_topic_is_put_on_no_side() -> None:
    never = Logistic(-9.0, {})
    model = of_the_unread(never, never, never)
    assert model.stances(unread(side=np.zeros(5))) == [Stance.NONE] * 5


def test_a_voice_that_was_read_is_judged_by_what_was_read_and_by_no_more_than_it_may() -> None:
    judge, encoder = FakeJudge(), FakeCrossEncoder(answering=("noisy", "bruyant"), bad=("noisy", "bruyant"))
    never, said = Logistic(-9.0, {}), Logistic(0.0, {"answers": 1.0})
    model = TallyModel(
        fitted_tally().topic,
        VoiceModel(said, Logistic(0.0, {"says": 1.0}), never),
        VoiceModel(never, never, never),
        VoiceModel(never, never, never),
    )
    tallier = Tallier(judge, encoder, model)
    tally = tallier.tally(topic(), EMBEDDER.queries(["is it noisy?"])[0], shelf(*NOISE))
    assert authors(tally, Stance.AGAINST) == {"author 2", "author 4"}
    assert authors(tally, Stance.FOR) == set()
    assert {question for question, _ in encoder.asked} == {"is it noisy?"}
    assert len(encoder.asked) <= LIKELIEST + SPACED_OF_FEW


def test_among_many_reviews_those_that_only_sound_alike_are_not_counted() -> None:
    near = [
        review(200 + i, f"Number {i} of ours hums a tune, so much fun at our noisy parties.", rating=5.0)
        for i in range(60)
    ]
    encoder = FakeCrossEncoder(answering=("so quiet", "the neighbours", "silencieux", "bruyant"))
    by_topic, never = Logistic(1.0, {"topic": 1.0}), Logistic(-9.0, {})
    model = TallyModel(
        fitted_tally().topic,
        VoiceModel(Logistic(0.0, {"answers": 1.0}), never, never),
        VoiceModel(by_topic, never, never),
        VoiceModel(by_topic, never, never),
    )
    of, vector = shelf(*NOISE, *near), EMBEDDER.queries(["is it noisy?"])[0]
    assert Tallier(FakeJudge(), None, model).tally(topic(), vector, of).told("en").of > 50
    told = Tallier(FakeJudge(), encoder, model).tally(topic(), vector, of).told("en")
    assert 1 <= told.of <= 6
    assert len(encoder.asked) == LIKELIEST + SPACED_OF_FEW < len(near)
