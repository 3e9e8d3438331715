"""The same question typed otherwise, by rule and by seed: every variant can be made again, on any machine.

Each question has one variant, of a rule chosen by the hash of its id among those that change it, so that adding a
question to a set leaves the variants of the others as they are.
"""

import hashlib
import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from eval.questions import EvalQuestion
from eval.set_rows import VariantRow

SEED = "variants-1"
WORD = re.compile(r"[^\W\d_]+")
LONG = 5
"""Letters from which a word may be mistyped."""
ONE_TYPO_IN = 4
"""Long words to a typing error, at least one a question."""
NEIGHBOURS = {"fr": ("azertyuiop", "qsdfghjklm", "wxcvbn"), "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm")}

Rule = Callable[[str, str, random.Random], str]
"""A question and its language in other words."""


def typos(text: str, language: str, chance: random.Random) -> str:
    """Letters swapped, doubled, left out, or hit beside the right key, inside long words."""
    words = [found.span() for found in WORD.finditer(text) if len(found[0]) >= LONG]
    if not words:
        return text
    for start, end in sorted(chance.sample(words, max(1, len(words) // ONE_TYPO_IN)), reverse=True):
        at = chance.randrange(start + 1, end - 2)
        slip = chance.choice((_swapped, _doubled, _left_out, _beside))
        text = text[:at] + slip(text[at : at + 2], language, chance) + text[at + 2 :]
    return text


def no_accents(text: str, _language: str, _chance: random.Random) -> str:
    """As typed on a keyboard without accents."""
    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def sms(text: str, language: str, chance: random.Random) -> str:
    """Short forms, no capitals, no accents, hardly any punctuation."""
    text = no_accents(text.lower(), language, chance)
    for long, short in _table("sms", language):
        text = re.sub(rf"(?<!\w){long}(?!\w)", short, text)
    return " ".join(re.sub(r"[.,;:!…]", " ", text).replace("?", " ").split())


def capitals(text: str, _language: str, _chance: random.Random) -> str:
    """All in capitals."""
    return text.upper()


def politeness(text: str, language: str, chance: random.Random) -> str:
    """Greeted and thanked, or bare where it was polite."""
    bare = text
    for phrase, _ in _table("polite", language):
        bare = re.sub(phrase, " ", bare, flags=re.IGNORECASE)
    bare = " ".join(bare.split()).strip(" ,!")
    if bare != " ".join(text.split()).strip(" ,!") and WORD.search(bare):
        return bare
    before, after = chance.choice(_table("greetings", language))
    return f"{before} {text} {after}".strip()


def paraphrase(text: str, language: str, chance: random.Random) -> str:
    """Every turn of phrase the table knows in another one; a question that has none is introduced."""
    said = text
    for one, other in _table("paraphrase", language):
        said = re.sub(rf"(?<!\w){one}(?!\w)", partial(_cased, to=other), said, flags=re.IGNORECASE)
    return said if said != text else f"{chance.choice(_table('frames', language))[0]} {text}"


RULES: dict[str, Rule] = {
    "typos": typos,
    "no_accents": no_accents,
    "sms": sms,
    "capitals": capitals,
    "politeness": politeness,
    "paraphrase": paraphrase,
}


def variants(questions: Sequence[EvalQuestion]) -> list[VariantRow]:
    """One variant of each written question; of none that no rule changes, nor of greetings."""
    found = (variant(question) for question in questions if question.tally is None and question.variant_of is None)
    return [row for row in found if row]


def variant(question: EvalQuestion) -> VariantRow | None:
    """The question by the first rule, from one chosen by its id, that changes its words."""
    text, names = question.conversation.question, list(RULES)
    first = _number(question.id) % len(names)
    for name in [] if question.intent == "greeting" else names[first:] + names[:first]:
        other = RULES[name](text, question.language, random.Random(f"{SEED}:{name}:{question.id}"))  # noqa: S311 - no secret
        if _bare(other) != _bare(text):
            return VariantRow(of=question.id, rule=name, question=other)
    return None


def _bare(text: str) -> str:
    return " ".join(text.split())


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{SEED}:{text}".encode()).digest()[:4], "big")


def _swapped(pair: str, _language: str, _chance: random.Random) -> str:
    return pair[::-1] if pair[0] != pair[1] else pair[0]


def _doubled(pair: str, _language: str, _chance: random.Random) -> str:
    return pair[0] + pair


def _left_out(pair: str, _language: str, _chance: random.Random) -> str:
    return pair[1]


def _beside(pair: str, language: str, chance: random.Random) -> str:
    for row in NEIGHBOURS[language]:
        if (place := row.find(pair[0].lower())) >= 0:
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            return chance.choice(near) + pair[1]
    return pair[1]


def _cased(found: re.Match[str], to: str) -> str:
    expanded = found.expand(to)
    return expanded[:1].upper() + expanded[1:] if found[0][:1].isupper() else expanded


@cache
def _table(name: str, language: str) -> tuple[tuple[str, str], ...]:
    tables = tomllib.loads(Path(__file__).with_name("variants.toml").read_text(encoding="utf-8"))
    return tuple((str(one), str(other)) for one, other in tables[name][language])
