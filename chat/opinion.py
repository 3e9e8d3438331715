"""Whether a question asks what people think, so that a count answers it, or for a fact that only words can give."""

import re
from typing import Final

from retrieval.lexical import fold

FACT: Final = re.compile(
    r"\b(?:combien|quel(?:le)?s?|quand|ou (?:est|sont|se|peut|puis|trouve)|d'ou|qui (?:est|a|fabrique)|a partir de|"
    r"jusqu'a|en quoi|de quoi|c'est quoi|qu'est.ce qu|pourquoi|comment (?:on|je|faire|l'|la|le|les|fait|faut|se|"
    r"utiliser|nettoyer|laver|monter|regler|entretenir)|lequel|laquelle|lesquel(?:le)?s|"
    r"how (?:long|many|much|often|big|tall|heavy|wide|deep|old|far|soon|do (?:i|you|we|they)|to|can i|should i)|"
    r"what (?:is|are|size|colou?r|material|age|do i|does it|should|kind|else|'s)|what's|which|when|where|who|why)\b"
)
THOUGHT: Final = re.compile(
    r"\b(?:(?:qu'en|que) (?:pens|di)\w+|quel(?:le)?s? (?:est|sont) (?:l'avis|les avis|votre avis|vos avis)|l'avis des|"
    r"what do (?:people|customers|you|they|others|users) (?:think|say|make)|"
    r"what(?: is|'s) (?:it|(?:the |this )?\w+) like|how (?:is|are|does|do) (?!i\b|you\b|we\b)|worth)\b"
)


def asks_opinion(question: str) -> bool:
    """Whether "11 of 14 are happy" says something to the question; "how long", "which" and their like ask for facts.

    "How loud is it", "comment tient-elle" and every question for yes or no ask what people think.
    """
    folded = fold(question).replace("’", "'")
    return bool(THOUGHT.search(folded)) or not FACT.search(folded)
