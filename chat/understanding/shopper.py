"""Who asks: what a shopper says of themselves, and how well a reviewer who speaks of themselves is like them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from chat.conversation import Conversation
from chat.sizing.body import Body, body_of, folded_facts
from chat.sizing.folding import folded
from chat.sizing.measuring import measured
from data.records import Record

NEAR = {"height_cm": 5.0, "weight_kg": 8.0, "age": 7.0, "child_age": 1.0}
"""How far apart two figures may be and still speak of people alike."""
BODY = ("height_cm", "weight_kg", "foot_width", "instep", "shape", "shoulders", "age")
GROWN_UP = 13
SEVERAL = frozenset({"use", "household", "skin_concern"})
"""Traits of which people have several."""
ONE_SKIN = frozenset({"dry", "oily", "combination", "normal"})
CHILD = re.compile(
    r"\b(?:fils|fille|petite?|garcon|bebe|enfants?|neveu|niece|filleule?|gamine?|son|daughter|girl|boy|kid|child|"
    r"toddler|nephew|niece|grandson|granddaughter)(?:'s| is| has just turned| de| a| qui a|,| aged?| turned)* "
    r"(?P<before>\d{1,2})(?: (?P<unit>mois|months?))?\b|"
    r"\b(?P<after>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)[- ]?(?:(?:year|yr)s?[- ]?olds?\b|yo\b)"
)
SPELT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
AGE = re.compile(r"\b(?P<age>[1-9]\d)(?: ?ans\b|[- ]?(?:years?|yrs?)[- ]?old\b)")
RANGE = re.compile(r"^(\d+)\s*(?:to|-|–|a|à)\s*(\d+)|^(\d+)\s*(?:or ?over|\+|et plus)", re.IGNORECASE)
NOT = re.compile(r"\b(?:pas|ni|jamais|sans|not|never|don't|isn't|aren't|nor|without|haven't)\b[^.,;!?]{0,18}$")
SELF = re.compile(
    r"\b(?:j'ai|jai|ma|mon|mes|je|suis|moi|nous|on|notre|i|i'm|im|i've|my|me|mine|we|our|us)\b[^.;!?]{0,60}$"
)
QUOTED = {
    "skin_type": "peau {} / {} skin",
    "foot_width": "pied {} / {} foot",
    "hair": "cheveux {} / {} hair",
    "hair_type": "cheveux {} / {} hair",
}
"""How a structured field would be said, so that the words for it are those of talk."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing a person is: its value is a word, or a figure written out; `words` are those it was told in."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person, each trait once."""

    traits: tuple[Trait, ...] = ()

    @property
    def attributes(self) -> dict[str, tuple[str, ...]]:
        """Values by name; most names have one value, skin concerns and uses may have several."""
        found: dict[str, list[str]] = {}
        for trait in self.traits:
            found.setdefault(trait.name, []).append(trait.value)
        return {name: tuple(values) for name, values in found.items()}

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.traits)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Names of traits on which a reviewer is like the shopper, and of those on which they say otherwise."""

    alike: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """From −1, unlike in all that is known, to 1; 0 when nothing can be compared."""
        known = len(self.alike) + len(self.unlike)
        return (len(self.alike) - len(self.unlike)) / known if known else 0.0


def profile_of(conversation: Conversation) -> Profile:
    """What the shopper told of themselves in the whole conversation; a later word goes before an earlier one."""
    traits: dict[str, tuple[Trait, ...]] = {}
    for text in (*conversation.earlier, conversation.question):
        for name, values in _by_name(told(text, conversation.language or "fr")).items():
            traits[name] = values
    return Profile(tuple(trait for values in traits.values() for trait in values))


def profile_told(profile: Profile) -> tuple[str, str]:
    """A profile as the trace tells it: traits with their values, and the words they were told in."""
    traits = ", ".join(f"{trait.name} {trait.value}" for trait in profile.traits)
    words = ", ".join(dict.fromkeys(f"“{trait.words}”" for trait in profile.traits if trait.words))
    return traits or "nothing told", words


def told(text: str, language: str) -> tuple[Trait, ...]:
    """The traits a shopper's message tells, in the order of names: "peaux sèches ?" is asked for dry skin."""
    plain = folded(text)
    found = [*_worded(plain, text), *_children(plain, text), *_body(text, language)]
    if not any(trait.name in ("age", "child_age") for trait in found) and (years := AGE.search(plain)):
        found.append(Trait("age", years["age"], _cut(text, years)))
    return tuple({(trait.name, trait.value): trait for trait in reversed(found)}.values())[::-1]


def profile_of_record(record: Record, names: frozenset[str] | None = None) -> Profile:
    """What the author of a record says of themselves: structured fields first, then words in the first person.

    `names` are the traits wanted, where not all are: words of others are not looked for.
    """
    return _read(record.text, record.language, tuple(sorted(record.attributes.items())), names)


@lru_cache(maxsize=8192)
def _read(text: str, language: str, attributes: tuple[tuple[str, str], ...], names: frozenset[str] | None) -> Profile:
    measures = names is None or not names.isdisjoint(BODY)
    found = list(_structured(dict(attributes)))
    plain = folded(text)
    known = {trait.name for trait in found}
    found += [t for t in _worded(plain, text, own=True, names=names) if t.name not in known]
    found += [t for t in _children(plain, text) if t.name not in known]
    facts = folded_facts(measured(text, language)) if measures else Body()
    for name in BODY:
        if name not in known and (value := getattr(facts, name)) is not None:
            found.append(Trait(name, f"{value:g}" if isinstance(value, float) else str(value), ""))
    return Profile(tuple({(trait.name, trait.value): trait for trait in reversed(found)}.values())[::-1])


def matches(profile: Profile, record: Record) -> Likeness:
    """On what the shopper and the author of a record are alike and unlike; what only one of them tells says nothing."""
    return likeness(profile, profile_of_record(record))


def likeness(one: Profile, other: Profile) -> Likeness:
    """The names both tell, by whether they agree; uses and households only ever agree, people have several."""
    mine, theirs = one.attributes, other.attributes
    both = [name for name in mine if name in theirs]
    alike = tuple(name for name in both if any(agree(name, a, b) for a in mine[name] for b in theirs[name]))
    return Likeness(
        alike, tuple(name for name in both if name not in alike and _exclude(name, mine[name], theirs[name]))
    )


def _exclude(name: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether values that do not agree speak against one another: skin is dry or oily, and may be sensitive besides."""
    if name == "skin_type":
        return bool(ONE_SKIN & {*mine} and ONE_SKIN & {*theirs})
    return name not in SEVERAL


def agree(name: str, one: str, other: str) -> bool:
    """Whether two values of a trait are of people alike: figures near enough, else the same word."""
    if name not in NEAR:
        return one == other
    if span := RANGE.match(other):
        low = float(span[1] or span[3])
        return low <= float(one) <= (float(span[2]) if span[2] else 120.0)
    return abs(float(one) - float(other)) <= NEAR[name]


@cache
def _wordings() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    tables = tomllib.loads(Path(__file__).with_name("traits.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, value, re.compile("|".join([*table["fr"], *table["en"]])))
        for name, values in tables.items()
        for value, table in values.items()
    )


def _worded(plain: str, text: str, *, own: bool = False, names: frozenset[str] | None = None) -> list[Trait]:
    """Traits by their words, those of `names` or all; `own` wants the first person before: people speak of others."""
    found = []
    for name, value, wording in _wordings():
        if names is not None and name not in names:
            continue
        for match in wording.finditer(plain):
            before = plain[max(0, match.start() - 70) : match.start()]
            first_person = SELF.search(before) or SELF.match(match.group())
            if not NOT.search(before) and (first_person or not own):
                found.append(Trait(name, value, _cut(text, match)))
                break
    return found


def _children(plain: str, text: str) -> list[Trait]:
    match = CHILD.search(plain)
    if match is None:
        return []
    said = match["before"] or match["after"]
    years = SPELT.get(said) or int(said)
    if match["unit"]:
        years = years // 12
    return [Trait("child_age" if years < GROWN_UP else "age", str(years), _cut(text, match))]


def _body(text: str, language: str) -> list[Trait]:
    body = body_of(text, language)
    values = [(name, getattr(body, name)) for name in BODY]
    traits = [Trait(n, f"{v:g}" if isinstance(v, float) else str(v), "") for n, v in values if v is not None]
    worded = {name for name, _, _ in _wordings()}
    return [trait for trait in traits if trait.name not in worded]


def _structured(attributes: Mapping[str, str]) -> list[Trait]:
    found = []
    for name, value in attributes.items():
        if name == "age" and RANGE.match(value):
            found.append(Trait("age", value, value))
        elif name in QUOTED:
            said = folded(QUOTED[name].format(value, value))
            found += [Trait(n, v, value) for n, v, wording in _wordings() if wording.search(said)][:1]
    return found


def _by_name(traits: tuple[Trait, ...]) -> dict[str, tuple[Trait, ...]]:
    return {name: tuple(t for t in traits if t.name == name) for name in dict.fromkeys(t.name for t in traits)}


def _cut(text: str, match: re.Match[str]) -> str:
    return text[match.start() : match.end()]
