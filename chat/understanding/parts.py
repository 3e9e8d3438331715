"""Questions that ask two things at once: "il existe en rouge et combien coûte-t-il ?" is taken apart."""

import re

from chat.sizing.folding import folded

JOINT = re.compile(
    r"[?!]+\s+(?:(?:et|and|puis|also|aussi|sinon)\b[\s,]*)?|\s*[,;]?\s+(?:et(?: aussi)?|and(?: also)?)\s+",
    re.IGNORECASE,
)
"""Where one question may end and another begin."""
SPEAKS = r"(?:il|elle|ils|elles|ca|c'est|(?:les? \w+|la \w+|l'\w+) (?:est|sont|tient|tiennent))\b"
"""How a clause begins that a question mark alone makes a question, folded."""
ASKS = re.compile(
    r"^(?:(?:a|de|en|pour|depuis|from|at|in|for) )?(?:est.ce|qu'est|combien|cb|quel|comment|quand|pourquoi|qui |"
    r"ou (?:est|sont|peut|puis|se)|y a.t.il|peut.on|peut.il|puis.je|avez|vous |\w+-t-(?:il|elle|on)|"
    r"\w+-(?:vous|on|il|elle|ils|elles)\b|(?:how|what|where|when|which|why|who)\b|"
    r"(?:is|are|does|do|did|can|could|will|would|should|has|have|was|isn't|doesn't)\b|" + SPEAKS + ")"
)
"""How a question begins, folded."""
MOST = 2
"""Parts a question is taken apart into."""
SHORTEST = 3
"""Words a part has at least, two where it begins with its subject: "how long?" leans on what is before it."""
WORD = re.compile(r"\w+")
LEADING = re.compile(r"^\W*(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|svp|please|dites?(?:-moi)?)\b\W*)+")


def parts_of(question: str) -> tuple[str, ...]:
    """The two questions in one, each as typed; the whole one where it does not fall into exactly two.

    Both have to begin as questions do, so that "is it warm and light?" and "j'ai la peau sèche, ça pique ?" stay whole.
    """
    for joint in JOINT.finditer(question):
        first, second = question[: joint.start()].strip(), question[joint.end() :].strip()
        if "?" in joint.group() and re.match(SPEAKS, folded(second)) and "?" not in second:
            continue  # "c'est sombre ? il n'y a pas de fenêtre": the second tells why it is asked
        if _asks(first) and _asks(second) and not _unfinished(first):
            rest = [one for one in JOINT.split(second) if one.strip()]
            if sum(_asks(one) for one in rest) < MOST:
                return f"{first} ?", second
    return (question,)


def _asks(part: str) -> bool:
    lead = LEADING.match(folded(part))
    told = (folded(part)[lead.end() :] if lead else folded(part)).strip()
    clause = re.match(SPEAKS, told)
    return bool(ASKS.match(told)) and len(WORD.findall(told)) >= SHORTEST - bool(clause)


def _unfinished(part: str) -> bool:
    """Whether the first half cannot end there: "what's the difference between the small"."""
    return bool(re.search(r"\b(?:entre|between|both)\b", folded(part)))
