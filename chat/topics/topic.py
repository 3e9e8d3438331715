"""What a question is about: the topic its words name and what narrows it, or else its own content words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chat.topics.vocabulary import LANGUAGES, PATTERN, Phrase, TopicEntry, Vocabulary, shipped_vocabulary
from retrieval.lexical import fold, words

BESIDE = 0.4
"""Weight of a word that belongs to the topic without being asked for: "rain" in "do feet stay dry in the rain?"."""
FRAME_WORD = 0.5
"""Weight of a word that questions are framed with ("easy"), which names a topic where no other word does."""
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase of the vocabulary in the question, from stem `start` to `end`, and what it is telling of.

    `double`: a word of several meanings; `framing`: one that questions are framed with.
    """

    start: int
    end: int
    phrase: Phrase
    telling: Mapping[str, float]
    double: bool = False
    framing: bool = False

    @property
    def weight(self) -> float:
        """How much it speaks for a topic: its words, of which one that questions are framed with says less."""
        return FRAME_WORD if self.framing else float(self.end - self.start)


def topic_of(question: str, language: str, vocabulary: Vocabulary | None = None) -> Topic | None:
    """The topic of a question in "fr" or "en"; `None` when it has no content word at all ("alors ?")."""
    known = vocabulary or shipped_vocabulary()
    spoken = language if language in LANGUAGES else "en"
    typed = _content(_read_as(question, spoken, known), spoken)
    stems = [forms[0] for _, forms in typed]
    plain = _naming(stems, spoken, known)
    alone = sum(stems[place] not in known.frame[spoken] for place in plain) < 2
    found = list(_found(typed, spoken, known))
    entry, taken = _best(found, known.topics, plain, alone)
    same = [one for one in found if not taken.keys().isdisjoint(one.telling)]
    covered = {place for one in (*taken.values(), *same) for place in range(one.start, one.end)}
    beside = [one for one in found if entry and not covered & {*range(one.start, one.end)} and _is_beside(one, entry)]
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


def _naming(stems: Sequence[str], language: str, vocabulary: Vocabulary) -> frozenset[int]:
    """Places of the words that can name a topic or narrow it.

    Kinds of products and vague words can only where there is no other word.
    """
    asked = list(range(len(stems)))
    for names in (vocabulary.kinds, vocabulary.vague):
        asked = [place for place in asked if stems[place] not in names[language]] or asked
    return frozenset(asked)


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


def _found(typed: Sequence[tuple[str, tuple[str, ...]]], language: str, vocabulary: Vocabulary) -> Iterable[_Found]:
    """Phrases of the vocabulary in the question; within a longer one, a shorter one is not told again."""
    holders, longest = vocabulary.holders[language], vocabulary.longest(language)
    lists = (vocabulary.double, vocabulary.frame)
    hidden: set[int] = set()
    for length in range(min(longest, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            if hidden & {*range(start, start + length)}:
                continue
            forms = [stems for _, stems in typed[start : start + length]]
            for phrase in dict.fromkeys([tuple(f[0] for f in forms), tuple(f[-1] for f in forms)]):
                if telling := holders.get(phrase):
                    hidden |= {*range(start, start + length)} if length > 1 else set()
                    double, framing = (length == 1 and phrase[0] in of[language] for of in lists)
                    yield _Found(start, start + length, phrase, telling, double, framing)
                    break


def _best(
    found: Sequence[_Found], topics: Sequence[TopicEntry], naming: frozenset[int], alone: bool
) -> tuple[TopicEntry | None, dict[str, _Found]]:
    """The topic that accounts best for the question: the most telling words, each used once, one of them `naming`.

    `alone`: there is one such word, which may then have several meanings.
    """
    best: tuple[float, TopicEntry | None, dict[str, _Found]] = (0.0, None, {})
    for entry in topics:
        for alternative in entry.of:
            taken = _taken(alternative, found)
            if taken is None or not any(_names(one, naming, alone) for one in taken.values()):
                continue
            used = {id(one) for one in taken.values()}
            score = sum(one.telling[concept] * one.weight for concept, one in taken.items())
            score += 0.3 * sum(_is_beside(one, entry) for one in found if id(one) not in used)
            if score > best[0] + 1e-9:
                best = score, entry, taken
    return best[1], best[2]


def _taken(alternative: Sequence[str], found: Sequence[_Found]) -> dict[str, _Found] | None:
    """One phrase a concept, the most telling, none twice; `None` when a concept is not spoken of."""
    taken: dict[str, _Found] = {}
    for concept in alternative:
        free = [one for one in found if concept in one.telling and one not in taken.values()]
        if not free:
            return None
        taken[concept] = max(free, key=lambda one: (one.telling[concept], -one.start))
    return taken


def _names(one: _Found, naming: frozenset[int], alone: bool) -> bool:
    """Whether a phrase can name a topic: it has several words, or its word can."""
    return one.end - one.start > 1 or (one.start in naming and (alone or not one.double))


def _is_beside(one: _Found, entry: TopicEntry) -> bool:
    return not entry.beside.isdisjoint(one.telling)


def _most_telling(one: _Found, among: Iterable[str]) -> str:
    return max((concept for concept in among if concept in one.telling), key=lambda c: (one.telling[c], c))


def _leftover(
    rest: Sequence[int],
    found: Sequence[_Found],
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
