"""The baseline stance is held against: words of praise and of blame, counted, turned round by a negation near them.

A word is compared without accents; `*` stands for any ending. A negation turns what follows it in its clause within
three words and, in French, the verb just before it ("ne marche pas"). A text on which no word or as many of both speak
is taken for praise, which is what most people write.
"""

import re
from functools import cache
from typing import Literal

from data.languages import OWN, question_language
from retrieval.lexical import fold

Side = Literal["for", "against"]

PRAISE = {
    "fr": """
        bon bons bonne bonnes bien mieux meilleur* super genial* excellent* parfait* ador* aime aimes aimons aimez
        aimer facile* facilement rapide* rapidement efficace* solide* robuste* joli* beau beaux belle belles
        magnifique* superbe* agreabl* confortabl* doux douce* pratique* utile* fiable* leger legere* legerete qualite
        satisf* content* contente* ravi ravie* heureu* plaisir recommand* conseille impeccable* top bluff* merveill*
        incroyable* silencieu* econom* abordable* elegant* resistant* durable* precis* clair* propre* simple simples
        simplicite hydrat* fonctionne fonctionnent marche marchent tient tiennent delicieu*
    """,
    "en": """
        good great better best nice nicely love* loving like liked likes excellent* perfect* awesome amazing* wonderful*
        fantastic* superb* easy easily easier ease fast faster quick quickly effective* solid* sturdy durab* beautiful*
        pretty comfort* soft* smooth* handy useful* helpful reliab* light lightweight compact small quality satisf*
        happy glad pleased pleas* delight* enjoy* recommend* impress* incredibl* quiet* cheap affordabl* inexpensive
        elegant* sleek stylish clear* clean* crisp sharp bright simple simplicity intuitive well work works worked worth
        value fun cool convenient* flexib* powerful accurate* versatil* fine long-lasting stable strong* attractive free
        delicious tasty plenty
    """,
}
BLAME = {
    "fr": """
        mauvais* mal nul nuls nulle* pire pires decev* deception* decu* horribl* affreu* catastroph* cher chers chere*
        trop lent lente* lents lenteur bruyant* bruit casse cassee* casser fragile* difficil* complique* inutil*
        inconfort* lourd* dur dure durs penible* probleme* defaut* panne* defectueu* abim* dommage regret* jete*
        rembours* renvoy* arnaque* mediocre* sale* rouill* fuit fuite* gras grasse* colle collant* irrit* bof manque*
        manquant* limite* faible* insuffisant* decoll* dechir* perd perte deteste* desagreabl* evite* fuyez
        rate* cheap moche* laid*
    """,
    "en": """
        bad* poor* worse worst disappoint* terribl* horribl* awful* expensive pricey overpriced slow* noisy noise loud
        broke broken break* fragile flimsy difficult* hard complicated confus* useless uncomfort* heavy bulky problem*
        issue* defect* fault* fail* flaw* crash* dead die* dies annoy* irritat* frustrat* hate* dislike* refund* return*
        waste* scam mediocre dirty rust* leak* stick* limited limitation* lack* lacks missing mess* weak* short shorter
        insufficient cheaply ugly avoid junk crap* sucks suck lousy wrong trouble* unreliab* unfortunat* drawback*
        downside* wish complaint* complain* tedious clumsy awkward fuzzy blur* grainy scratch* too unable error*
        drain* costly cost bug* buggy
    """,
}
TURNS = {
    "fr": "pas jamais aucun aucune sans ni rien peu guere",
    "en": "not no never without n't nor hardly nothing cannot cant dont doesnt didnt isnt wasnt wont neither zero",
}
REACH = 3
CLAUSE = re.compile(r"[,.;:!?()\n]|\b(?:but|however|although|though|except|mais|cependant|pourtant|sauf)\b")
WORD = re.compile(r"n't|\w+?(?=n't)|\w+(?:-\w+)*")
"""A word, the contracted negation of English apart from its verb."""


def stance(text: str, language: str | None = None) -> Side:
    """Whether a text praises or blames; its language is guessed where it is neither "fr" nor "en"."""
    known = language if language in OWN else question_language(text)
    clauses = CLAUSE.split(fold(text.replace("’", "'")))
    return "against" if sum(_leaning(clause, known) for clause in clauses) < 0 else "for"


def _leaning(clause: str, language: str) -> int:
    """Words of praise minus words of blame."""
    said = WORD.findall(clause)
    praise, blame, turns = (_pattern(table[language]) for table in (PRAISE, BLAME, TURNS))
    total = 0
    for place, word in enumerate(said):
        weight = bool(praise.fullmatch(word)) - bool(blame.fullmatch(word))
        before = said[max(0, place - REACH) : place]
        after = said[place + 1 : place + 2] if language == "fr" else []
        turned = sum(bool(turns.fullmatch(near)) for near in [*before, *after]) % 2
        total += -weight if turned else weight
    return total


@cache
def _pattern(entries: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry).replace(r"\*", r"\w*") for entry in entries.split()))
