"""A draft that asks customers for what is missing: both sides wanted, nothing promised for a kind word."""

from dataclasses import dataclass
from typing import Final

from ui.staff.questions_gaps import Gap

MOST_QUOTED: Final = 3
SUBJECT: Final = {
    "fr": "{product} : racontez-nous ce qu'il en est {about}",
    "en": "{product}: tell us what you found about {about}",
}
TEXT: Final = {
    "fr": """Bonjour,

Vous utilisez {product}. Des personnes qui hésitent nous ont demandé {times} :

{questions}

Aucun client ne l'a encore raconté. En deux phrases, en photo ou dans une vidéo de vingt secondes, dites-nous ce que \
vous avez constaté, ce qui va comme ce qui ne va pas, et dans quelles conditions.

Votre texte est publié tel que vous l'avez écrit, favorable ou non, avec votre prénom et la date. N'y mettez ni \
coordonnées ni information sur votre santé.

Merci,
{brand}
""",
    "en": """Hello,

You use {product}. People who are in two minds have asked us {times}:

{questions}

No customer has told us yet. In two sentences, with a photo or in a video of twenty seconds, tell us what you found, \
what works and what does not, and in which conditions.

Your words are published as you wrote them, favourable or not, with your first name and the date. Please put neither \
contact details nor anything about your health in them.

Thank you,
{brand}
""",
}
OURS: Final = {"fr": "nos produits", "en": "our products"}
TEAM: Final = {"fr": "L'équipe de la boutique", "en": "The shop's team"}
TEAM_OF: Final = {"fr": "L'équipe {brand}", "en": "The {brand} team"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be read again before it is sent."""

    subject: str
    text: str


def request_draft(gap: Gap, language: str, product: str | None, brand: str | None) -> Draft:
    """A request for customers' content on a gap, in French or English; `product` and `brand` are names to show."""
    said = {
        "product": product or OURS[language],
        "about": gap.about(language),
        "times": _times(gap.asked, language),
        "questions": "\n".join(_quoted(gap, language)),
        "brand": TEAM_OF[language].format(brand=brand) if brand else TEAM[language],
    }
    subject = SUBJECT[language].format(**said)
    return Draft(subject[:1].upper() + subject[1:], TEXT[language].format(**said))


def _quoted(gap: Gap, language: str) -> list[str]:
    """The most frequent wordings in the language of the draft, else in any."""
    own = [text for (text, spoken), _ in gap.wordings.most_common() if spoken == language]
    every = own or [text for (text, _), _ in gap.wordings.most_common()]
    quotes = ("«\u00a0{}\u00a0»" if language == "fr" else "“{}”").format
    return [f"– {quotes(text)}" for text in every[:MOST_QUOTED]]


def _times(count: int, language: str) -> str:
    if language == "fr":
        return "ceci" if count == 1 else f"ceci, {count} fois"
    return "this" if count == 1 else f"this, {count} times"
