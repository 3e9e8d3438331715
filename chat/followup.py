"""Makes a question stand alone: "et en hiver ?" after a question on dry skin is about dry skin in winter."""

import re

from chat.conversation import Conversation, Turn
from chat.sizing.folding import folded
from chat.understanding.choices import chosen_of
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
    r"(?:la|le) (?:premiere?|deuxieme|seconde?|derniere?)"
    r"(?! (?:fois|lavage|jour|semaine|mois|annee|couche))|pour (?:lui|elle|eux)|for (?:him|her|them)|"
    r"(?:would|will|can|could|does) (?:he|she)|ce n'est que|just that)\b"
)
FRAGMENT = re.compile(
    r"^\W*(?:sur|sous|avec|sans|en|dans|par|chez|depuis|pendant|apres|avant|meme|combien de temps|combien|a combien|"
    r"comparee? a|par rapport|rien|quoi|autre|encore|toujours|au|aux|a (?:la|l')|entre|"
    r"on|with|without|in|at|under|after|before|during|even|compared|how (?:long|much|many|often|far|soon|come)|"
    r"anything|nothing|again|any|since|from|about|than)\b"
)
"""How a question without a subject of its own begins: "sur cheveux raides ?", "even if opened?"."""
ABOUT_ME = re.compile(
    r"^\W*(?:j'ai|jai|je (?:fais|mesure|pese|chausse|suis|mets)|ma |mon |mes |pour (?:moi|ma|mon|mes)|"
    r"i have|i've|ive|i'm|im|i am|i wear|i take|i weigh|my |for (?:me|my)|mine is)\b"
)
"""A message that tells of the shopper, and asks nothing by itself when it has no question mark."""
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
ASKS = re.compile(
    r"\?|\b(?:quel(?:le)?s?|quoi|koi|comment|combien|est.ce|which|what|how|will|should|does|do i|is it|are they)\b"
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
    if picked := chosen_of(question, earlier):
        return picked, "one of those named before"
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
    clause = text.removeprefix("on ") if language == "en" else text  # "on" is somebody in French alone
    if FRAGMENT.match(text) and len(content) <= FEW and not OF_ITS_OWN.search(clause):
        return "says nothing of what is asked"
    if ABOUT_ME.match(text) and not ASKS.search(text):
        return "tells of the shopper what was asked before"
    return "too short to stand alone" if len(content) <= 1 else None


def _asked(earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The shopper's earlier messages that asked something: no "thanks", no "d'accord"."""
    return tuple(text for text in earlier if not CHAT.match(folded(text)))
