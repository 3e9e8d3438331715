"""Damaged exports: whatever happens to the bytes, what comes out is records and refusals, quickly."""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from data.errors import IngestError
from data.records import Record
from ingest.readers import Item, Refusal, read_paths
from tests.ingest.exports import TODAY

ROUNDS = 40
SEEDS = {
    "r.csv": 'product_id,rating,text,date,images\nP,5,"Très ""doux""\nvraiment",2024-03-05,https://a.example/1\n'
    "P,4/5,l’été 🥵,03/04/2024,\nQ,★★★☆☆,bof,il y a 3 mois,x\n" * 3,
    "r.jsonl": '{"product_id":"P","rating":5,"text":"Très \\u2019doux","date":1719705600,"meta":{"a":[1,2]}}\n' * 4,
    "bv.json": '{"Results":[{"Id":"1","ProductId":"P","ReviewText":"Très bien","Rating":4,"Badges":{"verifiedPurchaser":'
    '{"Id":"x"}},"ContextDataValues":{"Age":{"Value":"25"}},"Photos":[{"Sizes":{"normal":{"Url":"https://a/1"}}}]},'
    '{"Id":"2","ProductId":"P","ReviewText":"Bof","Rating":2,"SubmissionTime":"2024-01-02T00:00:00Z"}]}',
    "q.json": '{"Results":[{"Id":"1","ProductId":"P","QuestionSummary":"Où ?","AnswerIds":["7","8"]}],"Includes":'
    '{"Answers":{"7":{"Id":"7","AnswerText":"Là"},"8":{"Id":"8","AnswerText":"Ici","IsBrandAnswer":true}}}}',
    "p.jsonld": '{"@graph":[{"@type":"Product","@id":"#p","name":[{"@language":"fr","@value":"Été"}],"review":'
    '[{"@type":"Review","reviewBody":"Bien","reviewRating":{"ratingValue":"4"}}]},{"@type":"FAQPage","mainEntity":'
    '[{"@type":"Question","name":"Où ?","acceptedAnswer":{"text":"<p>Là</p>"}}]}]}',
    "p.html": '<html lang="fr"><script type="application/ld+json">{"@type":"Product","name":"É","sku":"1","review":'
    '{"@type":"Review","reviewBody":"Bien","datePublished":"2024-01-02"}}</script></html>',
    "faq.md": "---\nupdated: 2024-01-02\n---\n# botte\nlangue : fr\n## Taille ?\n- **un** [lien](x)\n- deux\n## Et là ?\nOui.\n",
    "v.vtt": "\ufeffWEBVTT\n\n1\n00:00.500 --> 00:03.000 line:0\n<v Léa>Alors <b>là</b>\n\n00:05.000 --> 00:02.000\n>> JO: oui\n",
    "v.srt": "1\n00:00:00,500 --> 00:00:03,000\nAlors\n\n2\n00:00:02,000 --> 00:00:02,000\nvoilà\n" * 3,
    "v.sbv": "0:00:00.500,0:00:03.000\nAlors voilà\n\n0:00:03.000,0:00:04.000\noui\n",
    "v.json": '{"video_id":"v","product_id":"P","cues":[{"start":0.5,"end":3,"text":"Alors"},{"start":"0:03","text":"x"}]}',
    "p.csv": "id,name_fr,name_en,facts_fr,sizes,price\nbotte,Botte,Boot,Matière: cuir | Poids: 2 kg,36|37,9.00\n",
}
PIECES = [b'"', b",", b"\n", b"\r", b"{", b"}", b"[", b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"-->", b"<v ", b">>", b"&#",
          b"1e999", b"NaN", b"\\ud800", b"\xef\xbb\xbf", b"\t", b";", b"<script>", b"null", b"9" * 400, b"[[" * 60]  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content cut, with bits turned, pieces put in, taken out or repeated."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        if not broken:
            break
        at = chance.randrange(len(broken))
        until = min(len(broken), at + chance.randrange(60))
        match chance.randrange(5):
            case 0:
                broken[at] ^= 1 << chance.randrange(8)
            case 1:
                del broken[at:]
            case 2:
                broken[at:at] = chance.choice(PIECES)
            case 3:
                del broken[at:until]
            case _:
                broken[at:at] = broken[at:until] * 4
    return bytes(broken)


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_gives_records_and_refusals_and_nothing_else(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - damage, not secrets
    path = tmp_path / name
    read = 0
    for _ in range(ROUNDS):
        path.write_bytes(damaged(SEEDS[name].encode(), chance))
        started = time.process_time()
        items: list[Item] = []
        with suppress(IngestError):
            items += read_paths([path], product="P", today=TODAY)
        assert time.process_time() - started < 1
        for item in items:
            if isinstance(item, Record):
                read += 1
                assert item.text.encode()
                assert item.rating is None or 1 <= item.rating <= 5
                assert all(item.text[cue.start : cue.end] for cue in item.cues)
            elif isinstance(item, Refusal):
                assert item.reason
                assert len(item.value) <= 200
    assert read > 0


def test_every_row_of_a_damaged_table_is_kept_or_refused(tmp_path: Path) -> None:
    """Damage inside one line costs that line alone."""
    chance = random.Random(7)  # noqa: S311 - damage, not secrets
    rows = [f"P,{1 + at % 5},avis numéro {at},2024-03-{1 + at % 28:02}" for at in range(40)]
    path = tmp_path / "r.csv"
    for _ in range(40):
        lines = [row.encode() for row in rows]
        hit = chance.randrange(len(lines))
        at = chance.randrange(len(lines[hit]))
        lines[hit] = lines[hit][:at] + chance.choice([b'"', b'",', b"\xff", b",,", b""]) + lines[hit][at:]
        path.write_bytes(b"product_id,rating,text,date\n" + b"\n".join(lines) + b"\n")
        items = list(read_paths([path], today=TODAY))
        assert len(items) == len(rows)
        assert sum(isinstance(item, Refusal) for item in items) <= 1
