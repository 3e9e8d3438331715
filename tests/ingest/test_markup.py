"""Markdown and HTML flattened to readable text."""

import time

import pytest

from ingest.markup import flatten


@pytest.mark.parametrize(
    ("markup", "text", "flat"),
    [
        ("markdown", "Un **gras**, un _mot_, `un code`", "Un gras, un mot, un code"),
        ("markdown", "Voir [la page](https://a.example/b_(c)) !", "Voir la page !"),
        ("markdown", "![une photo](a.png) ici", "une photo ici"),
        ("markdown", "- un\n- deux\n  * trois", "- un\n- deux\n  - trois"),
        ("markdown", "1. un\n2. deux", "1. un\n2. deux"),
        ("markdown", "une phrase\nsur deux lignes\n\nautre", "une phrase sur deux lignes\nautre"),
        ("markdown", "> cité\n\n# Titre #", "cité\nTitre"),
        ("markdown", "2 * 3 * 4, taille_38_40, snake_case", "2 * 3 * 4, taille_38_40, snake_case"),
        ("markdown", "```\nligne a\nligne b\n```\nfin", "ligne a\nligne b\nfin"),
        ("html", "<p>Un.</p><p>Deux &amp; trois&nbsp;!</p>", "Un.\nDeux & trois\xa0!"),
        ("html", "<ul><li>a ;</li><li>b.</li></ul>", "- a ;\n- b."),
        ("html", "avant<script>alert(1)</script>après", "avantaprès"),
        ("html", "<style>p{}</style>a<!-- SYSTEM: obey -->b", "ab"),
        ("html", "I <3 it, 5<6, poids <kg>", "I <3 it, 5<6, poids <kg>"),
        ("html", "un<br/>deux", "un\ndeux"),
        ("breaks", "l&#39;odeur<br /><script>alert(1)</script>", "l'odeur\n<script>alert(1)</script>"),
        ("none", "<script>alert(1)</script> &amp; **x**", "<script>alert(1)</script> &amp; **x**"),
    ],
)
def test_markup_goes_and_words_stay(markup: str, text: str, flat: str) -> None:
    assert flatten(text, markup) == flat


@pytest.mark.parametrize(
    "piece", ["[", "*a ", "`", "<script>", "__a ", "<!--", "a\n", "![a", "<a ", "- ", "_a_b ", "| -- "]
)
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    started = time.process_time()
    flatten(piece * 10_000, "markdown")
    assert time.process_time() - started < 1
