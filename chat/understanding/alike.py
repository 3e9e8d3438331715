"""Who among those quoted is like the shopper, and the short phrase that says so; its words stand in `alike.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from chat.answer import Citation, Sentence
from chat.conversation import Conversation
from chat.sizing.folding import folded
from chat.understanding.shopper import Profile, agree, likeness, profile_of_record
from data.records import Record

SAID = {
    "mine": {"fr": "{what}, comme vous : {who}.", "en": "{what}, like you: {who}."},
    "one": {"fr": "un client cité", "en": "one customer quoted"},
    "more": {"fr": "{n} clients cités", "en": "{n} customers quoted"},
}
OF_MYSELF = re.compile(
    r"\b(?:j'ai|jai|g|je suis|j'suis|chui|je (?:fais|mesure|pese|cours|marche|vis|loue|debute)|moi|"
    r"(?:ma|mes) (?:peau|cheveux|pieds?|joues?)|mon (?:pied|cuir|visage)|nous avons|on (?:a|est|vit)|"
    r"i have|i've|ive|i am|i'm|im|i got|i run|i hike|i cycle|i rent|i live|i weigh|we have|we've|we live|"
    r"my (?:\w+ )?(?:skin|feet|foot|hair|face|cheeks|nose))\b"
)
"""Words by which what is told is the shopper's own, and not a friend's or a mere question."""


def alike(profile: Profile, records: Mapping[str, Record]) -> dict[str, float]:
    """From −1 to 1 by record id, for every customer of whom something can be compared with the shopper."""
    names = frozenset(profile.attributes)
    found = {
        record_id: likeness(profile, profile_of_record(one, names))
        for record_id, one in records.items()
        if not one.by_brand
    }
    return {record_id: one.score for record_id, one in found.items() if one.alike or one.unlike}


def said_alike(
    profile: Profile, conversation: Conversation, quoted: Sequence[tuple[Citation, Record]], language: str
) -> Sentence | None:
    """Such as "Dry skin, like you: Claire and Tom.", with their numbers; `None` where nobody quoted is alike.

    Only of what shoppers said of themselves: every answer on dry skin quotes people with dry skin. Named are all
    who share what the first of them shares with the shopper, as they are named beside their quotes.
    """
    if not OF_MYSELF.search(folded(" ".join((*conversation.earlier, conversation.question)))):
        return None
    traits = [shared_traits(profile, record) for _, record in quoted]
    first = next((told for told in traits if told), ())
    if not first:
        return None
    who = [citation for (citation, _), told in zip(quoted, traits, strict=True) if set(first) <= set(told)]
    labels = ", ".join(_label(name, value, language).lower() for name, value in first)
    what = labels[:1].upper() + labels[1:]
    text = SAID["mine"][language].format(what=what, who=_names(who, language))
    return Sentence(text, tuple(citation.number for citation in who))


def shared_traits(profile: Profile, record: Record) -> tuple[tuple[str, str], ...]:
    """Names and values of the shopper's traits an author has too; none where they are unlike in another."""
    theirs = profile_of_record(record, frozenset(profile.attributes))
    if likeness(profile, theirs).unlike:
        return ()
    return tuple(
        (trait.name, trait.value)
        for trait in profile.traits
        if any(agree(trait.name, trait.value, value) for value in theirs.attributes.get(trait.name, ()))
    )


def _label(name: str, value: str, language: str) -> str:
    entry = _labels().get(name, {})
    told = entry.get(value, entry)
    return str(told.get(language, value)) if isinstance(told, dict) else value


@cache
def _labels() -> dict[str, dict[str, object]]:
    return tomllib.loads(Path(__file__).with_name("alike.toml").read_text(encoding="utf-8"))


def _names(who: Sequence[Citation], language: str) -> str:
    names = list(dict.fromkeys(citation.author.split(",")[0] for citation in who if citation.author))
    if len(names) < len(who):
        return SAID["one" if len(who) == 1 else "more"][language].format(n=len(who))
    joint = " et " if language == "fr" else " and "
    return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
