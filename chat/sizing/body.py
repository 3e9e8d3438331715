"""What a person says of their body, with the words they say it in: height, weight, feet, bust, and their usual size."""

from dataclasses import dataclass, replace

from chat.sizing.measuring import Fact, measured
from chat.sizing.roles import Role, sized
from chat.sizing.scales import Size

NUMBERS = ("height_cm", "weight_kg", "bust_band", "chest_cm", "waist_cm", "hips_cm", "age")
WORDS = ("foot_width", "instep", "bust_cup", "shape", "shoulders")


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body; `None` where nobody said.

    Centimetres, kilograms, years; `bust_band` in inches as American and British bras count it. `foot_width` is narrow,
    medium or wide, `instep` low or high, `shoulders` broad or narrow, `shape` one of the body types shops ask for.
    `usual` is the size usually worn, once per scale it was given on; two on one scale are somebody between sizes.
    """

    height_cm: float | None = None
    weight_kg: float | None = None
    bust_band: float | None = None
    bust_cup: str | None = None
    chest_cm: float | None = None
    waist_cm: float | None = None
    hips_cm: float | None = None
    age: float | None = None
    shape: str | None = None
    shoulders: str | None = None
    foot_width: str | None = None
    instep: str | None = None
    usual: tuple[Size, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is known at all."""
        return self != Body()


def body_of(text: str, language: str) -> Body:
    """What a shopper says of themselves in a question, "fr" or "en".

    A lone size in it counts as the usual one, unless it is only asked about ("do I take a 39?").
    """
    told = sized(text, language)
    usual = [one.mention.size for one in told if one.role is Role.USUAL]
    if not usual:
        plain = [one for one in told if one.role is Role.NONE and not one.asked]
        usual = [plain[0].mention.size] if plain else []
    return replace(folded_facts(measured(text, language)), usual=tuple(dict.fromkeys(usual)))


def folded_facts(facts: tuple[Fact, ...]) -> Body:
    """Single facts as one body; of two of the same kind the first said counts."""
    first = {fact.name: fact.value for fact in reversed(facts)}
    numbers = {name: float(first[name]) for name in NUMBERS if name in first}
    words = {name: str(first[name]) for name in WORDS if name in first}
    return Body(**numbers, **words)  # type: ignore[arg-type]  # the names are those of the fields, each of its type


def merged(newer: Body, older: Body) -> Body:
    """What a conversation has told of a body: the newer word first, the older where the newer is silent."""
    kept = {name: getattr(newer, name) or getattr(older, name) for name in (*NUMBERS, *WORDS, "usual")}
    return Body(**kept)
