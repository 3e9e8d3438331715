"""The trace in the reader's words: it is made in short English, and what is not known here stays as it is."""

import re
from collections.abc import Mapping
from typing import Final

from chat.topics.vocabulary import shipped_vocabulary
from ui.console.phrases import Reading, in_language, phrases, words_of
from ui.console.words_dashboard import DASHBOARD
from ui.strings import typeset

_WORDS: Final = words_of("words_trace.toml")
_TOLD: Final = phrases(_WORDS["told"])


def trace_name(name: str, language: str) -> str:
    """A stage, a score, an outcome or a maker of the answer by its name."""
    both = _WORDS["names"].get(name) or DASHBOARD.get(name)
    return typeset(both[language], language) if both else name


def intent_name(intent: str, language: str) -> str:
    """What a question wants."""
    return _named("intents", intent, language)


def topic_name(topic: str, language: str) -> str:
    """A topic of ours by its name, as it stands in a sentence."""
    found = next((one.labels[language] for one in shipped_vocabulary().topics if one.name == topic), None)
    return found or topic


def decimal(figure: str, language: str) -> str:
    """A figure with the reader's decimal sign."""
    return figure.replace(".", ",") if language == "fr" else figure


def trace_told(told: str, language: str) -> str:
    """A decision or its reason."""
    if told in _WORDS["intents"]:
        return intent_name(told, language)
    said = in_language(told, _TOLD, language, READINGS)
    return said if said != told else _traits(told, language)


def _named(table: str, name: str, language: str) -> str:
    both = _WORDS[table].get(name)
    return typeset(both[language], language) if both else name


def _ranked(told: str, language: str) -> str:
    """Intents with their probabilities: "size 0.61, objection 0.30"."""
    pairs = (one.partition(" ") for one in told.split(", "))
    return ", ".join(f"{intent_name(name, language)} {decimal(figure, language)}" for name, _, figure in pairs)


def _traits(told: str, language: str) -> str:
    """What a shopper told, "skin_type dry, age 34"; anything else as it is."""
    if told == "nothing known of the shopper":
        return "rien n'est su du client" if language == "fr" else told
    said = []
    for one in told.split(", "):
        name = next((name for name in _WORDS["traits"] if one.startswith(f"{name} ")), None)
        if name is None:
            return told
        value = one.removeprefix(f"{name} ").removesuffix(".0")
        said.append(f"{_named('traits', name, language)} {decimal(_named('traits', value, language), language)}")
    return ", ".join(said)


def _faults(told: str, language: str) -> str:
    """Sentences of a chat model that were dropped, and why; then what stopped it, where something did."""
    colon = typeset(" : ", "fr") if language == "fr" else ": "
    said = []
    for one in re.split(r"; dropped “", told):
        text, _, reasons = one.rpartition("”: ")
        first, *failure = reasons.split("; ", 1)
        said += [f"“{text}”{colon}{trace_told(first, language)}", *(trace_told(one, language) for one in failure)]
    return " · ".join(said)


READINGS: Final[Mapping[str, Reading]] = {
    "intent": intent_name, "topic": topic_name, "figure": decimal, "told": trace_told, "ranked": _ranked,
    "known": _traits, "faults": _faults,
}  # fmt: skip
"""How the named groups of a sentence are read."""
