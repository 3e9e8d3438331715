"""What a shelf speaks of tells which meaning of a word is asked for there."""

from pathlib import Path

from chat.topics.alive import spoken_on
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review


def test_a_shelf_speaks_of_what_its_own_words_name_and_of_no_other_sense_of_a_shared_word(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep(
        review(1, "Semelle qui adhère bien, on ne glisse jamais.", language="fr"),
        review(2, "The runner in me loves them."),
    )
    shop.build()
    spoken = spoken_on(Searcher(shop.index, shop.embedder, 1).shelf("cream"))
    shop.ledger.close()
    assert "grip" in spoken
    assert "drawer" not in spoken
