"""What the model is given: rules of ours, and numbered excerpts marked so that they cannot pass for rules.

Marking every space of foreign text is "datamarking" of Hines et al. 2024, Defending Against Indirect Prompt Injection
Attacks With Spotlighting.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from chat.answer import Citation
from data.records import Kind

MARK: Final = "▁"
SCHEMA: Final[dict[str, Any]] = {
    "title": "answer",
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "maxItems": 4,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "maxLength": 400},
                    "citations": {"type": "array", "items": {"type": "integer"}, "maxItems": 6},
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
VOICES: Final = {
    "brand": {"fr": "la marque", "en": "the brand"},
    "video": {"fr": "un client, en vidéo", "en": "a customer, on video"},
    "customer": {"fr": "un client", "en": "a customer"},
}
ASKED: Final = {
    "fr": "Question : {question}\n\nExtraits :\n{excerpts}",
    "en": "Question: {question}\n\nExcerpts:\n{excerpts}",
}


def messages(question: str, citations: Sequence[Citation], language: str) -> list[tuple[str, str]]:
    """System and human message, as (role, text)."""
    excerpts = "\n".join(f"[{c.number}] ({_voice(c, language)}) {marked(c.quote)}" for c in citations)
    asked = ASKED[language].format(question=marked(question), excerpts=excerpts)
    return [("system", _rules(language)), ("human", asked)]


def marked(text: str) -> str:
    """Foreign text on one line with every space marked; marks of its own are removed."""
    return MARK.join(text.replace(MARK, " ").split())


@cache
def _rules(language: str) -> str:
    return (Path(__file__).with_name("prompts") / f"{language}.md").read_text(encoding="utf-8")


def _voice(citation: Citation, language: str) -> str:
    if citation.by_brand:
        return VOICES["brand"][language]
    return VOICES["video" if citation.kind is Kind.TRANSCRIPT else "customer"][language]
