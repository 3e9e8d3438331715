"""What a question is about: the topic its words name and what narrows it, or else its own content words."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chat.topics.naming import Found, best_topic, found_in, is_beside, naming_places
from chat.topics.vocabulary import LANGUAGES, PATTERN, Phrase, Vocabulary, shipped_vocabulary
from retrieval.lexical import fold, words

BESIDE = 0.4
"""Weight of a word that belongs to the topic without being asked for: "rain" in "do feet stay dry in the rain?"."""
SURE = 0.5
"""How telling a word has to be of a concept to stand for it outside a topic."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand for one part of the question: a span that holds any of them speaks of that part.

    `own` are the question's own stems by language, `phrases` those and their synonyms; `weight` is 1 for what is asked
    and less for what stands beside it. `concepts` are those it was taken from, none for a word that no concept holds.
    """

    own: Mapping[str, tuple[Phrase, ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    weight: float = 1.0
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What is counted. `name` is the topic's in `topics.toml`, or "" where only the question's words are known.

    `labels` name it in a sentence by language ("la tenue sous la pluie", "the wet"); `narrowed` are the question's
    words that narrow the topic ("hiver"), as typed. `good` and `bad` are the words, by language, that say something of
    the product by themselves when it is the topic.
    """

    name: str
    labels: Mapping[str, str]
    groups: tuple[Group, ...]
    question: str
    language: str
    narrowed: tuple[str, ...] = ()
    good: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bad: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for two questions that ask the same of any product in one language, but for their typing."""
        return f"{self.language}:{fold(' '.join(self.question.split()))}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases, as stems, that stand for what is asked, for whoever looks for the clause about it."""
        of = (p for group in self.groups if group.weight == 1 for code in LANGUAGES for p in group.phrases[code])
        return tuple(dict.fromkeys(" ".join(phrase) for phrase in of if not phrase[0].startswith(PATTERN)))

    def about(self, language: str) -> str | None:
        """What goes after "parlent" or "speak": "de l'odeur", "of the smell"; `None` where the topic has no name."""
        if not self.name:
            return None
        return about_fr(self.labels["fr"]) if language == "fr" else f"of {self.labels['en']}"


def topic_of(
    question: str, language: str, vocabulary: Vocabulary | None = None, *, heard: Container[str] | None = None
) -> Topic | None:
    """The topic of a question in "fr" or "en"; `None` when it has no content word at all ("alors ?").

    `heard` are the concepts people speak of where it is asked (`chat.topics.alive.spoken_on`): of topics that the very
    same words name, one of those is meant.
    """
    known = vocabulary or shipped_vocabulary()
    spoken = language if language in LANGUAGES else "en"
    typed = _content(_read_as(question, spoken, known), spoken)
    stems = [forms[0] for _, forms in typed]
    plain = naming_places(stems, spoken, known)
    alone = sum(stems[place] not in known.frame[spoken] for place in plain) < 2
    found = list(found_in(typed, spoken, known))
    entry, taken = best_topic(found, known.topics, plain, alone, heard)
    same = [one for one in found if not taken.keys().isdisjoint(one.telling)]
    covered = {place for one in (*taken.values(), *same) for place in range(one.start, one.end)}
    beside = [one for one in found if entry and not covered & {*range(one.start, one.end)} and is_beside(one, entry)]
    covered |= {place for one in beside for place in range(one.start, one.end)}
    also = entry.also if entry else ()
    groups = [_group(one.phrase, spoken, (concept, *also), known) for concept, one in taken.items()]
    groups += [
        _group(one.phrase, spoken, (_most_telling(one, entry.beside),), known, BESIDE) for one in beside if entry
    ]
    left = [place for place in range(len(stems)) if place not in covered and stems[place] not in known.frame[spoken]]
    rest = [place for place in left if place in plain] or ([] if groups else left)
    extra = list(_leftover(rest, found, typed, spoken, known))
    if not groups and not extra:
        extra = [_group((stem,), spoken, (), known) for stem in stems]
    if not groups and not extra:
        return None
    narrowed = tuple(typed[place][0] for place in rest)
    signs = [{c: _signed(known, groups or extra, sign, c) for c in LANGUAGES} for sign in ("good", "bad")]
    if entry is None:
        spelled = " ".join(narrowed or [word for word, _ in typed])
        return Topic("", {"fr": f"« {spelled} »", "en": f"“{spelled}”"}, tuple(extra), question, spoken, (), *signs)
    return Topic(entry.name, entry.labels, (*groups, *extra), question, spoken, narrowed, *signs)


def _read_as(question: str, language: str, vocabulary: Vocabulary) -> str:
    """The question with what `read_as` lists read as it says; as typed where it holds none of it."""
    plain = fold(question).replace("’", "'")
    for typed, read in vocabulary.read_as[language]:
        if typed in plain:
            plain = question = re.sub(rf"\b{typed}\b", read, plain)
    return question


def _signed(vocabulary: Vocabulary, groups: Sequence[Group], sign: str, language: str) -> tuple[str, ...]:
    """The good or the bad words of what is asked; what stands beside it says nothing."""
    concepts = dict.fromkeys(concept for group in groups if group.weight == 1 for concept in group.concepts)
    return tuple(word for concept in concepts for word in getattr(vocabulary.concepts[concept], sign)[language])


def topic_named(name: str, language: str, vocabulary: Vocabulary | None = None) -> Topic | None:
    """The topic `topics.toml` gives a name ("grip_wet"), not narrowed by any question; `None` for another name."""
    known = vocabulary or shipped_vocabulary()
    entry = next((entry for entry in known.topics if entry.name == name), None)
    if entry is None:
        return None
    spoken = language if language in LANGUAGES else "en"
    groups = [
        _group(known.concepts[concept].phrases[spoken][0], spoken, (concept, *entry.also), known)
        for concept in entry.of[0]
    ]
    signs = [{c: _signed(known, groups, sign, c) for c in LANGUAGES} for sign in ("good", "bad")]
    return Topic(name, entry.labels, tuple(groups), entry.labels[spoken], spoken, (), *signs)


def about_fr(label: str) -> str:
    """A French name with its article after "de", contracted: "du prix", "des taches", "de l'odeur"."""
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if label.startswith(article):
            return contracted + label.removeprefix(article)
    return f"d'{label}" if label[:1] in "aeiouyéèêâîôh" and label[:2] != "l'" else f"de {label}"


def _content(question: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Content words as typed, each with its stems: read with its accents, and as if it had none."""
    content = []
    for token in question.replace("’", "'").replace("'", " ").split():
        for word, stem in zip(_parts(token), [words(part, language) for part in _parts(token)], strict=True):
            if stem and len(word) > 1:
                content.append(
                    (word, tuple(dict.fromkeys([*stem, *words(fold(word), language), *_singular(word, language)])))
                )
    return content


def _singular(word: str, language: str) -> list[str]:
    """The stem of a French verb in the plural ("accrochent"), which the stemmer leaves as it is."""
    plural = language == "fr" and len(word) > 6 and word.endswith("ent")
    return words(f"{word[:-3]}e", language) if plural else []


def _parts(token: str) -> list[str]:
    clean = "".join(c if c.isalnum() else " " for c in token)
    return clean.split()


def _most_telling(one: Found, among: Iterable[str]) -> str:
    return max((concept for concept in among if concept in one.telling), key=lambda c: (one.telling[c], c))


def _leftover(
    rest: Sequence[int],
    found: Sequence[Found],
    typed: Sequence[tuple[str, tuple[str, ...]]],
    language: str,
    vocabulary: Vocabulary,
) -> Iterable[Group]:
    """A group a word that the topic does not account for, with its synonyms where a concept holds it."""
    told: set[int] = set()
    for place in rest:
        one = next((f for f in found if f.start <= place < f.end), None)
        if one is None:
            for stem in typed[place][1][:1]:
                yield _group((stem,), language, (), vocabulary)
        elif one.start not in told:
            told.add(one.start)
            concept = _most_telling(one, one.telling)
            sure = one.telling[concept] >= SURE and not one.double
            yield _group(one.phrase, language, (concept,) if sure else (), vocabulary)


def _group(
    phrase: Phrase, language: str, concepts: Sequence[str], vocabulary: Vocabulary, weight: float = 1.0
) -> Group:
    own = {code: (phrase,) if code == language else () for code in LANGUAGES}
    known = [vocabulary.concepts[concept].phrases for concept in concepts]
    phrases = {code: tuple(dict.fromkeys([*own[code], *(p for one in known for p in one[code])])) for code in LANGUAGES}
    return Group(own, phrases, weight, tuple(concepts))
