"""Makes a question stand alone: "et en hiver ?" after a question on dry skin is about dry skin in winter."""

import re

from chat.conversation import Conversation
from retrieval.lexical import fold, words

LEADS_ON = re.compile(
    r"^(?:et|ou|mais|sinon|par contre|pareil|idem|aussi|and|or|but|what about|how about|same for|also)\b"
)
POINTS_BACK = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|lequel|laquelle|la-dessus|l'autre|les deux|dans ce cas|"
    r"that|those|these|which one|the other|both|of the two|in that case)\b"
)
FEW = 3
"""Content words up to which a question leans on the one before it."""


def standalone(conversation: Conversation) -> tuple[str, str]:
    """The question with what it leans on put before it, and the reason; a first question is taken as it is."""
    question, earlier = conversation.question, conversation.earlier
    if not earlier:
        return question, "first question"
    folded = fold(question).strip().replace("’", "'")
    content = words(question, conversation.language or "fr")
    if LEADS_ON.match(folded):
        reason = "leads on from the question before"
    elif POINTS_BACK.search(folded) and len(content) <= 2 * FEW:
        reason = "points back to the question before"
    elif len(content) <= 1:
        reason = "too short to stand alone"
    else:
        return question, "stands alone"
    before = standalone(Conversation(conversation.turns[: _last_shopper(conversation)], conversation.language))[0]
    return f"{before} {question}", reason


def _last_shopper(conversation: Conversation) -> int:
    """Turns up to and including the shopper's message before the last."""
    places = [i for i, turn in enumerate(conversation.turns[:-1]) if turn.role == "shopper"]
    return places[-1] + 1
