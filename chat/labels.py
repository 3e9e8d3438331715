"""The words beside a quote, French and English side by side; page, panel, console and terminal share them."""

from datetime import date
from typing import Final, Protocol

from chat.wording import MONTHS
from data.records import Kind

LABELS: Final = {
    "review": {"fr": "Avis client", "en": "Customer review"},
    "faq": {"fr": "FAQ de la marque", "en": "Brand FAQ"},
    "question": {"fr": "Réponse d'un client", "en": "Community answer"},
    "transcript": {"fr": "Vidéo", "en": "Video"},
    "product": {"fr": "Fiche de la marque", "en": "Brand's product sheet"},
    "question_by_brand": {"fr": "Réponse de la marque", "en": "Brand's answer"},
    "by_brand": {"fr": "Selon la marque", "en": "According to the brand"},
    "by_customers": {"fr": "Selon des clients", "en": "According to customers"},
    "verified": {"fr": "Avis vérifié", "en": "Verified review"},
    "unverified": {"fr": "Avis non vérifié", "en": "Unverified review"},
    "verified_unknown": {"fr": "Vérification non communiquée", "en": "Verification not communicated"},
    "gifted": {"fr": "Produit offert", "en": "Gifted product"},
    "sponsored": {"fr": "Collaboration commerciale", "en": "Paid partnership"},
    "translated": {"fr": "Traduit (original en {language})", "en": "Translated (originally in {language})"},
    "origin": {"fr": "Publié d'abord sur {origin}", "en": "First published on {origin}"},
    "published": {"fr": "Publié le {date}", "en": "Published {date}"},
    "published_unknown": {"fr": "Publication : date non communiquée", "en": "Publication date not communicated"},
    "experienced": {"fr": "Expérience du {date}", "en": "Experience of {date}"},
    "experienced_unknown": {"fr": "Expérience : date non communiquée", "en": "Experience date not communicated"},
    "anonymous": {"fr": "Sans nom", "en": "No name"},
    "nearest": {"fr": "Ce qui s'en approche le plus, sans y répondre", "en": "The nearest we have, which is no answer"},
    "for": {"fr": "Pour", "en": "For"},
    "against": {"fr": "Contre", "en": "Against"},
    "mixed": {"fr": "Nuancé", "en": "Mixed"},
    "out_of_five": {"fr": "{rating} sur 5", "en": "{rating} out of 5"},
}
LANGUAGES: Final = {
    "fr": {"fr": "français", "en": "French"},
    "en": {"fr": "anglais", "en": "English"},
    "de": {"fr": "allemand", "en": "German"},
    "es": {"fr": "espagnol", "en": "Spanish"},
    "it": {"fr": "italien", "en": "Italian"},
    "nl": {"fr": "néerlandais", "en": "Dutch"},
    "pt": {"fr": "portugais", "en": "Portuguese"},
}
PAID: Final = ("sponsor", "paid", "partner", "collab", "pub", "ambass")


class Described(Protocol):
    """What a citation and a served record both say of where the words come from."""

    @property
    def kind(self) -> Kind:
        """Review, FAQ, community answer, video or sheet."""
        ...

    @property
    def by_brand(self) -> bool:
        """Whether the brand speaks."""
        ...

    @property
    def verified(self) -> bool | None:
        """Verified purchase; `None` where the source does not say."""
        ...

    @property
    def incentive(self) -> str | None:
        """What the author got for it."""
        ...

    @property
    def origin(self) -> str | None:
        """Site it was first published on."""
        ...

    @property
    def translated_from(self) -> str | None:
        """Original language of a translation."""
        ...

    @property
    def published(self) -> date | None:
        """Publication date."""
        ...

    @property
    def experienced(self) -> date | None:
        """Date of the experience."""
        ...


def label(key: str, language: str, /, **values: str) -> str:
    """One label in "fr" or "en", with its values put in."""
    return LABELS[key][language].format(**values)


def language_name(code: str, language: str) -> str:
    """A language's name for a reader; the code itself when we have no name for it."""
    return LANGUAGES.get(code, {}).get(language, code)


def day(when: date, language: str) -> str:
    """A date as people write it: "18 janvier 2026", "1er mars 2026", "18 January 2026"."""
    number = "1er" if language == "fr" and when.day == 1 else str(when.day)
    return f"{number} {MONTHS[language][when.month - 1]} {when.year}"


def kind_label(described: Described, language: str) -> str:
    """What a record is, and whether the brand answers in it."""
    official = described.kind is Kind.QUESTION and described.by_brand
    return label("question_by_brand" if official else described.kind.value, language)


def provenance_labels(described: Described, language: str) -> tuple[str, ...]:
    """Verified or not (reviews only), offered or paid, translated, first published elsewhere."""
    labels = []
    if described.kind is Kind.REVIEW:
        known = {True: "verified", False: "unverified", None: "verified_unknown"}
        labels.append(label(known[described.verified], language))
    if described.incentive:
        labels.append(label(incentive_key(described.incentive), language))
    if described.translated_from:
        original = language_name(described.translated_from, language)
        labels.append(label("translated", language, language=original))
    if described.origin:
        labels.append(label("origin", language, origin=described.origin))
    return tuple(labels)


def incentive_key(incentive: str) -> str:
    """Whether what the author got was money or the product, from the source's own words."""
    return "sponsored" if any(word in incentive.lower() for word in PAID) else "gifted"


def date_labels(described: Described, language: str) -> tuple[str, ...]:
    """Both dates the law asks for beside a customer's words; what is missing is said, never guessed."""
    published = _date_label("published", described.published, language)
    if described.kind is not Kind.REVIEW:
        return (published,) if described.published else ()
    return published, _date_label("experienced", described.experienced, language)


def _date_label(key: str, when: date | None, language: str) -> str:
    return label(key, language, date=day(when, language)) if when else label(f"{key}_unknown", language)
