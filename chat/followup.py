"""Makes a question stand alone: "et en hiver ?" after a question on dry skin is about dry skin in winter."""

import re

from chat.conversation import Conversation, Turn
from chat.sizing.folding import folded
from chat.understanding.swapping import swapped
from retrieval.lexical import words

LEADS_ON = re.compile(
    r"^\W*(?:(?:et|ou|mais|sinon|par contre|pareil|idem|meme question|aussi|plutot|non|ok|d'accord|alors|donc|"
    r"je voulais dire|and|or|but|what about|how about|what if|same|also|rather|no|okay|i mean|i meant|so)\b[\s,:]*)+"
)
SAME = re.compile(r"^(?:pour|for|question|la meme chose|c'est pareil)\b\W*")
POINTS_BACK = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|lequel|laquelle|la-dessus|l'autre|les deux|des deux|dans ce cas|"
    r"that|those|these|which one|the other|both|of the two|in that case|the (?:first|second|last|blue|red|black) one|"
    r"(?:la|le) (?:premiere?|deuxieme|seconde?|derniere?))\b"
)
WHY = re.compile(r"^\W*(?:pourquoi|pkoi|pourquoi ca|comment ca|why|how come|why not|vraiment|really)\W*$")
OF_ITS_OWN = re.compile(
    r"\b(?:est.ce qu\w*|qu'est.ce|quelqu'un|y a.t.il|il y a|(?:je|on|tu|vous|ils?|elles?|ca|c)['\s]\w+|"
    r"\w+.t.(?:il|elle|on)|(?:is|are|does|do|can|will|would|could|has|have|did|should)(?:n't)? "
    r"(?:it|they|the|this|that|these|there|you|i|we|anyone|people|anybody|someone|my|its))\b"
)
OWN_SUBJECT = re.compile(
    r"^(?:l[ea]s? |l'|sa |son |ses |leur )\w+,? (?:elle|il|elles|ils|ca|c'est) |"
    r"^(?:the|its) \w+,? (?:is it|are they|does it|do they|will it) |^(?:is|are|does|do) (?:the|its) \w+ \w+"
)
"""A follow-up that brings a subject of its own: "et la semelle, elle dure ?"."""
CONDITION = re.compile(r"^(?:et |mais |and |but )?(?:si|s'il?|quand|avec|sans|pour|what if|if|when|with|without|for)\b")
CHAT = re.compile(
    r"^\W*(?:ok(?:ay)?|d'?accord|merci|super|parfait|bien|bonjour|salut|hello|hi|hey|good|great|thanks?|thank you|fine|"
    r"right|nice|cool|i see|je vois|ah|oh|oui|non|yes|no|hmm+|\s|\W)*$"
)
FEW = 3
"""Content words up to which a question leans on the one before it."""


def standalone(conversation: Conversation) -> tuple[str, str]:
    """The question with what it leans on, and the reason; what the assistant said is never part of it.

    A value that takes the place of another of its kind replaces it; else the question before is put in front.
    """
    question, earlier = conversation.question, _asked(conversation.earlier)
    if not earlier:
        return question, "first question"
    if reason := _leans(question, conversation.language or "fr"):
        turns = tuple(Turn("shopper", text) for text in earlier)
        before = standalone(Conversation(turns, conversation.language))[0]
        rest = without_opening(question)
        if replaced := swapped(before, rest.rstrip(" ?!.…")):
            return replaced, f"{reason}; its value takes the place of the one before"
        return f"{before} {question}", reason
    return question, "stands alone"


def without_opening(question: str) -> str:
    """A follow-up without its "and", "et", "what about"."""
    lead = LEADS_ON.match(folded(question))
    if lead is None:
        return question
    rest = question[lead.end() :]
    same = SAME.match(folded(rest))
    return rest[same.end() :] if same and same.group().startswith(("question", "la meme", "c'est")) else rest


def _leans(question: str, language: str) -> str | None:
    """Why a question cannot be understood without the one before it; `None` when it can."""
    text = folded(question).strip()
    content = words(question, language)
    if WHY.match(text):
        return "asks for the reason of what was asked before"
    if LEADS_ON.match(text):
        rest = folded(without_opening(question))
        own = OWN_SUBJECT.match(rest)
        whole = own or (OF_ITS_OWN.search(rest) and not CONDITION.match(text) and len(words(rest, language)) > FEW)
        return None if whole else "leads on from the question before"
    if POINTS_BACK.search(text) and len(content) <= FEW:
        return "points back to the question before"
    return "too short to stand alone" if len(content) <= 1 else None


def _asked(earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The shopper's earlier messages that asked something: no "thanks", no "d'accord"."""
    return tuple(text for text in earlier if not CHAT.match(folded(text)))
