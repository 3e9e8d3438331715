"""G1: a contributor erased. No byte of their words or ids and none of their vectors is left in the home folder, nobody
else loses anything, and the next import does not bring them back.
"""

from collections.abc import Sequence
from typing import Final

from tests.imports_for_tests import Importer, row
from tests.ingest.test_erasure import erased as erase
from tests.ingest.test_erasure import journal, left_in, of, vectors_of
from tests.ingest.test_erasure import said as told
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

AUTHORS: Final = ("Zoé Marchand", "Ph. R.", "lina.peau", "Anne-Sophie L.", "Bex W.", "Oğuz", "J. O'Neil", "Ingrid M.")


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """So many people, each with two reviews beside others', erased one after the other from one home."""
    tally = Tally()
    importer = Importer(scratch.folder)
    people = [f"{AUTHORS[number % len(AUTHORS)]} {seed * 1000 + number}" for number in range(amount)]
    rows = [row(number, told(seed * 10_000 + number), author=people[number // 2]) for number in range(2 * amount)]
    others = [
        row(90_000 + number, told(900_000 + seed * 100 + number), author=f"stays {number}") for number in range(5)
    ]
    importer.write("a.csv", *rows, *others)
    importer.run()
    for person in people:
        tally.check([f"{person}: {fault}" for fault in _faults(importer, person, tally)])
    importer.ledger.close()
    return tally.outcome


def _faults(importer: Importer, person: str, tally: Tally) -> list[str]:
    records = of(importer, person)
    if len(records) != 2:
        return [f"{len(records)} records before, 2 were expected"]
    for record in records:
        journal(importer.ledger, record)
    vectors, before = vectors_of(importer, records), set(importer.served())
    there = left_in(importer.home.root, records, vectors)
    tally.count("places found before", len(there))
    receipt = erase(importer, person)
    left = _of_nobody_else(importer, person, left_in(importer.home.root, records, vectors))
    tally.count("places left", len(left))
    faults = [] if there else ["the scan finds nothing even before: it cannot fail"]
    faults += [f"{len(left)} places left, such as {left[0]}"] if left else []
    faults += [] if receipt.clean else ["the receipt says that something is left"]
    lost = before - set(importer.served()) - {str(record.provenance.external_id) for record in records}
    faults += [f"{len(lost)} of other people's records lost"] if lost else []
    return [*faults, *_comes_back(importer, person)]


def _of_nobody_else(importer: Importer, person: str, left: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces left that are not in the words of somebody else too, who may keep them."""
    others = [one.text for one in importer.ledger.records(served_only=False) if one.author != person]
    return [(path, piece) for path, piece in left if not any(piece in text for text in others)]


def _comes_back(importer: Importer, person: str) -> Sequence[str]:
    """The same export again, as a shop sends it every night."""
    importer.run()
    back = of(importer, person)
    return [f"{len(back)} records came back with the next import"] if back else []
