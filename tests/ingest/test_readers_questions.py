"""Community questions: one record an answer."""

from datetime import date
from pathlib import Path

from data.records import Kind
from tests.ingest.exports import read_as

NATIVE = {
    "id": "q1",
    "product_id": "P",
    "question": "M ou L ?",
    "language": "fr",
    "asked_by": "Thibaut",
    "asked_at": "2025-01-11",
    "answers": [
        {"id": "q1-1", "text": "M & pas L", "author": "Erwan", "date": "2025-01-12", "official": False, "votes": 6},
        {"id": "q1-2", "text": "<p>Bonjour, L.</p>", "author": "Marque", "date": "2025-01-15", "official": True},
    ],
}


def test_each_answer_is_a_record_titled_by_its_question_and_tied_to_its_thread(tmp_path: Path) -> None:
    first, second = read_as(tmp_path, "q.jsonl", NATIVE).records
    assert {first.kind, second.kind} == {Kind.QUESTION}
    assert first.title == second.title == "M ou L ?"
    assert first.thread == second.thread is not None
    assert (first.text, first.author, first.published) == ("M & pas L", "Erwan", date(2025, 1, 12))
    assert (second.text, second.by_brand, first.by_brand) == ("Bonjour, L.", True, False)
    assert (first.votes.helpful, first.language) == (6, "fr")
    assert first.provenance.external_id == "q1-1"


def test_an_unanswered_question_is_kept_as_a_question(tmp_path: Path) -> None:
    record = read_as(tmp_path, "q.json", [NATIVE | {"answers": []}]).record
    assert (record.text, record.attributes) == ("M ou L ?", {"unanswered": "yes"})
    assert (record.author, record.published) == ("Thibaut", date(2025, 1, 11))
    assert record.provenance.external_id == "q1"
    assert not record.by_brand


def test_a_table_of_answers_groups_them_by_question(tmp_path: Path) -> None:
    table = (
        "question_id,product_id,language,question,asked_by,asked_at,answer_id,answer,answered_by,answered_at,is_brand,votes\n"
        "q1,P,fr,M ou L ?,Thibaut,2025-01-11,a1,M,Erwan,2025-01-12,false,6\n"
        "q1,P,fr,M ou L ?,Thibaut,2025-01-11,a2,L,Marque,2025-01-15,true,2\n"
        "q2,P,en,Hood?,Mia,2025-02-01,,,,,,\n"
    )
    first, second, lone = read_as(tmp_path, "qa.csv", table).records
    assert first.thread == second.thread != lone.thread
    assert (second.by_brand, first.votes.helpful) == (True, 6)
    assert (lone.text, lone.author, lone.attributes) == ("Hood?", "Mia", {"unanswered": "yes"})


def test_the_two_native_layouts_agree_on_ids_and_threads(tmp_path: Path) -> None:
    table = (
        "question_id,product_id,question,answer_id,answer,answered_by,answered_at\n"
        "q1,P,M ou L ?,q1-1,M & pas L,Erwan,2025-01-12\n"
    )
    nested = read_as(tmp_path, "q.jsonl", NATIVE).records[0]
    flat = read_as(tmp_path, "qa.csv", table).record
    assert (nested.thread, nested.text) == (flat.thread, flat.text)
    assert nested.id == flat.id


def test_bazaarvoice_answers_are_looked_up_wherever_they_stand_in_the_document(tmp_path: Path) -> None:
    questions = [
        {"Id": "1", "ProductId": "P", "QuestionSummary": "Vide ?", "QuestionDetails": "Un lundi.", "AnswerIds": ["7", "8"]},
        {"Id": "2", "ProductId": "P", "QuestionSummary": "Spatule ?", "AnswerIds": []},
    ]  # fmt: skip
    answers = {
        "7": {"Id": "7", "AnswerText": "Secouez.", "UserNickname": "Cath", "IsBrandAnswer": False},
        "8": {"Id": "8", "AnswerText": "Il pèse 20 g.", "UserNickname": "Nous", "IsBrandAnswer": True},
    }
    before = {"Results": questions, "Includes": {"Answers": answers}}
    after = {"Includes": {"Answers": answers}, "Results": questions}
    for document in (before, after):
        first, second, lone = read_as(tmp_path, "q.json", document).records
        assert first.title == "Vide ? Un lundi."
        assert (first.text, second.text, second.by_brand) == ("Secouez.", "Il pèse 20 g.", True)
        assert lone.text == "Spatule ?"


def test_a_missing_answer_is_refused_and_the_others_kept(tmp_path: Path) -> None:
    document = {
        "Results": [{"Id": "1", "ProductId": "P", "QuestionSummary": "Vide ?", "AnswerIds": ["7", "9"]}],
        "Includes": {"Answers": {"7": {"Id": "7", "AnswerText": "Non."}}},
    }
    got = read_as(tmp_path, "q.json", document)
    assert [record.text for record in got.records] == ["Non."]
    assert got.refusal.column == "AnswerText"


def test_a_mixed_corpus_splits_the_question_repeated_behind_its_answer(tmp_path: Path) -> None:
    row = {"id": "d1", "product_id": "P", "source_type": "qa", "lang": "en", "text": "it fits. Question: will it fit?"}
    record = read_as(tmp_path, "corpus.jsonl", row).record
    assert (record.title, record.text) == ("will it fit?", "it fits.")


def test_questions_in_json_ld_are_read_with_every_answer(tmp_path: Path) -> None:
    page = {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": "Seul ?",
            "acceptedAnswer": {"@type": "Answer", "text": "Oui.", "upvoteCount": 4, "author": {"name": "Odile"}},
            "suggestedAnswer": [{"@type": "Answer", "text": "Non.", "author": {"@type": "Organization", "name": "M"}}],
            "about": {"@type": "Product", "sku": "P"},
        },
    }
    first, second = read_as(tmp_path, "qa.jsonld", page).records
    assert (first.text, first.author, first.votes.helpful, first.product_id) == ("Oui.", "Odile", 4, "P")
    assert (second.text, second.by_brand) == ("Non.", True)
