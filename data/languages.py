"""Which language a short text is written in; French and English are the product's own, others are kept and marked."""

from functools import lru_cache
from typing import Any

from data.records import Record

OWN = ("fr", "en")
OTHERS = ("de", "es", "it", "nl", "pt")
SURE = 0.95
"""Probability from which another language than French or English is believed."""
WORDS_FOR_OTHERS = 4
WORDS_AGAINST_THE_SOURCE = 6
"""Below this many words what the source declares is believed."""


@lru_cache(maxsize=2)
def _classifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(list(languages))
    return classifier


def detect(text: str) -> str:
    """ISO 639-1 code of a text; French or English unless another language is nearly certain; "und" without letters."""
    if not any(character.isalpha() for character in text):
        return "und"
    if len(text.split()) >= WORDS_FOR_OTHERS:
        language, probability = _classifier(OWN + OTHERS).classify(text)
        if language in OTHERS and probability >= SURE:
            return str(language)
    return str(_classifier(OWN).classify(text)[0])


def language_of(record: Record) -> str:
    """The language of a record: of its words when there are enough of them, else what its source declares."""
    declared = record.language
    if declared != "und" and len(record.text.split()) < WORDS_AGAINST_THE_SOURCE:
        return declared
    found = detect(record.text)
    return declared if found == "und" else found


def question_language(question: str, earlier: tuple[str, ...] = ()) -> str:
    """The language to answer in, "fr" or "en": from the question and, when it is short, from the earlier ones."""
    text = question if len(question.split()) >= WORDS_FOR_OTHERS else " ".join([*earlier, question])
    return str(_classifier(OWN).classify(text.lower())[0])
