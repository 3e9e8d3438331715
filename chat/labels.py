"""The words that stand beside a quote, French and English side by side; page, panel, console and terminal share them."""

from datetime import date
from typing import Final, Protocol

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
    "searched": {"fr": "Cherché dans", "en": "Searched"},
    "for": {"fr": "Pour", "en": "For"},
    "against": {"fr": "Contre", "en": "Against"},
    "mixed": {"fr": "Nuancé", "en": "Mixed"},
    "out_of_five": {"fr": "{rating} sur 5", "en": "{rating} out of 5"},
    "kinds_review": {"fr": "avis", "en": "reviews"},
    "kinds_faq": {"fr": "réponses de FAQ", "en": "FAQ answers"},
    "kinds_question": {"fr": "réponses de clients", "en": "community answers"},
    "kinds_transcript": {"fr": "vidéos", "en": "videos"},
    "kinds_product": {"fr": "fiches de la marque", "en": "product sheets"},
    "kind_review": {"fr": "avis", "en": "review"},
    "kind_faq": {"fr": "réponse de FAQ", "en": "FAQ answer"},
    "kind_question": {"fr": "réponse de client", "en": "community answer"},
    "kind_transcript": {"fr": "vidéo", "en": "video"},
    "kind_product": {"fr": "fiche de la marque", "en": "product sheet"},
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
MONTHS: Final = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
PAID: Final = ("sponsor", "paid", "partner", "collab", "pub", "ambass")


class Described(Protocol):
    """What a citation and a served record both say of where the words come from."""

    @property
    def kind(self) -> Kind: ...
    @property
    def by_brand(self) -> bool: ...
    @property
    def verified(self) -> bool | None: ...
    @property
    def incentive(self) -> str | None: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def translated_from(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...
    @property
    def experienced(self) -> date | None: ...


def label(key: str, language: str, **values: str) -> str:
    """One label in "fr" or "en", with its values put in."""
    return LABELS[key][language].format(**values)


def language_name(code: str, language: str) -> str:
    """A language's name for a reader; the code itself when we have no name for it."""
    return LANGUAGES.get(code, {}).get(language, code)


def day(when: date, language: str) -> str:
    """A date as people write it: "18 janvier 2026", "1er mars 2026", "18 January 2026"."""
    number = "1er" if language == "fr" and when.day == 1 else str(when.day)
    return f"{number} {MONTHS[language][when.month - 1]} {when.year}"


def rating(value: float, language: str) -> str:
    """A rating of 1 to 5 as "4/5", "4,5/5" in French."""
    figure = f"{value:.1f}".removesuffix(".0")
    return f"{figure.replace('.', ',') if language == 'fr' else figure}/5"


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


def count_label(kind: str, count: int, language: str) -> str:
    """How many records of a kind: "61 avis", "1 video"."""
    singular = count == 1 or (count == 0 and language == "fr")
    key = f"{'kind' if singular else 'kinds'}_{kind}"
    return f"{count} {LABELS[key][language] if key in LABELS else kind}"
