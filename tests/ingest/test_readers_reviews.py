"""Reviews of each vendor and of our own layout become records."""

from datetime import date
from pathlib import Path

import pytest

from data.identity import record_id
from data.records import Kind, Status, Votes
from tests.ingest.exports import read, read_as, written

BAZAARVOICE = {
    "Id": "218",
    "ProductId": "AS-50",
    "UserNickname": "Mme D.",
    "Title": "Dix semaines",
    "ReviewText": "Un matin sur deux.",
    "Rating": 4,
    "RatingRange": 5,
    "SubmissionTime": "2026-06-02T15:38:57.000+00:00",
    "IsRecommended": True,
    "ContentLocale": "fr_FR",
    "ContextDataValues": {"SkinType": {"Id": "SkinType", "Value": "combination", "ValueLabel": "Combination"}},
    "Badges": {"verifiedPurchaser": {"Id": "verifiedPurchaser"}, "incentivizedReview": {"Id": "incentivizedReview"}},
    "TotalPositiveFeedbackCount": 29,
    "TotalNegativeFeedbackCount": 1,
    "Photos": [{"Sizes": {"normal": {"Url": "https://a.example/218.jpg"}}}],
    "AdditionalFields": {"DateOfExperience": {"Id": "DateOfExperience", "Value": "2026-03-08"}},
    "SyndicationSource": {"Name": "La Droguerie"},
}
YOTPO = {
    "id": 42,
    "score": 5,
    "votes_up": 3,
    "votes_down": 0,
    "content": "Merci à l&#39;équipe",
    "title": "SAV",
    "created_at": "2026-05-20T09:09:00.000Z",
    "verified_buyer": True,
    "product_id": "PF-1",
    "custom_fields": {
        "--1": {"title": "Produit offert", "value": "Oui"},
        "--2": {"title": "Type de peau", "value": "Sèche"},
    },
    "user": {"display_name": "Vikram"},
    "images_data": [{"original_url": "https://a.example/1.jpg"}],
}


def test_bazaarvoice_tells_everything_it_knows(tmp_path: Path) -> None:
    record = read_as(tmp_path, "r.json", {"Limit": 1, "Results": [BAZAARVOICE]}).record
    assert record.id == record_id(Kind.REVIEW, "bazaarvoice", "218")
    assert record.text == "Dix semaines\nUn matin sur deux."
    assert (record.published, record.experienced) == (date(2026, 6, 2), date(2026, 3, 8))
    assert (record.rating, record.votes, record.language) == (4.0, Votes(29, 1), "fr")
    assert record.media == ("https://a.example/218.jpg",)
    assert record.attributes == {"recommended": "yes", "skin_type": "combination"}
    told = record.provenance
    assert (told.verified, told.incentive, told.origin) == (True, "incentivised", "La Droguerie")


def test_yotpo_tells_an_incentive_among_its_questions_and_its_entities_are_read(tmp_path: Path) -> None:
    record = read_as(tmp_path, "y.json", {"status": {"code": 200}, "response": {"reviews": [YOTPO]}}).record
    assert record.text == "SAV\nMerci à l'équipe"
    assert record.provenance.incentive == "Produit offert"
    assert record.attributes == {"skin_type": "Sèche"}


def test_two_exports_of_one_vendor_agree_on_ids(tmp_path: Path) -> None:
    table = 'Review ID,Review Title,Review Content,Review Score,Product ID\n42,SAV,"Merci à l\'équipe",5,PF-1\n'
    from_table = read_as(tmp_path, "y.csv", table).record
    from_api = read_as(tmp_path, "y.json", {"reviews": [YOTPO]}).record
    assert (from_table.id, from_table.text) == (from_api.id, from_api.text)


def test_yotpo_extra_columns_are_attributes_and_the_column_decides_month_first(tmp_path: Path) -> None:
    table = (
        "Review ID,Review Content,Review Score,Review Creation Date,Product ID,Reviewer Type,Review Status,cf_fit,"
        "cf_Default form__Foot width\n"
        "1,Bien,5,06/07/2026,P,verified_buyer,Published,True to size,Wide\n"
        "2,Doux,4,12/20/2025,P,anonymous_user,Pending,,\n"
    )
    first, second = read_as(tmp_path, "y.csv", table).records
    assert first.published == date(2026, 6, 7)
    assert first.attributes == {"fit": "True to size", "foot_width": "Wide"}
    assert (first.provenance.verified, second.provenance.verified) == (True, None)
    assert (second.status, second.status_reason) == (Status.PENDING, "unpublished")


JUDGEME = (
    "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,product_handle,reply,"
    "reply_date,picture_urls,location,metaobject_handle\n"
)


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [
        ("ok", Status.APPROVED, None),
        ("not-yet", Status.PENDING, "unpublished"),
        ("spam", Status.REJECTED, "spam"),
        ("quarantined", Status.PENDING, "state 'quarantined' of the source is unknown"),
    ],
)
def test_a_vendors_own_moderation_is_kept(tmp_path: Path, state: str, status: Status, reason: str | None) -> None:
    row = f"Top,Doux,5,2026-03-24 14:37:03 UTC,email,{state},Orla,o@example.com,841,bottine,,,https://a.example/1.jpg,IE,jm-9\n"
    record = read_as(tmp_path, "j.csv", JUDGEME + row).record
    assert (record.status, record.status_reason) == (status, reason)
    assert (record.product_id, record.provenance.external_id) == ("bottine", "jm-9")


def test_trustpilot_product_and_service_reviews_are_told_apart(tmp_path: Path) -> None:
    product = (
        "Review Id,Created at (UTC),Date of experience,Consumer name,Stars,Content,Product SKU,Is Verified,Source\n"
        "68ab,2023-08-27T13:12:40Z,2023-08-19,Bernard,5,Belle armoire,MT-100,true,Product sampling\n"
    )
    service = {
        "reviews": [
            {
                "id": "s1",
                "consumer": {"displayName": "Kate"},
                "stars": 2,
                "title": "Slow",
                "text": "Seven weeks.",
                "language": "en",
                "createdAt": "2025-01-04T10:00:00Z",
                "experiencedAt": "2024-12-20",
                "isVerified": True,
            }
        ]
    }
    got = read_as(tmp_path, "t.csv", product + "68ac,2023-08-27T13:12:40Z,,Ana,4,Bien,MT-100,false,API\n")
    first, organic = got.records
    assert organic.provenance.incentive is None
    second = read_as(tmp_path, "t.json", service).record
    assert (first.product_id, first.provenance.incentive, first.experienced) == (
        "MT-100",
        "product sampling",
        date(2023, 8, 19),
    )
    assert (second.product_id, second.text, second.provenance.verified) == ("shop", "Slow\nSeven weeks.", True)


def test_shopify_reviews_without_number_have_an_id_from_their_words(tmp_path: Path) -> None:
    header = "product_handle,state,rating,title,author,email,location,body,reply,created_at,replied_at\r"
    row = "tente,published,5,Bien,Zohra,z@exemple.fr,Lyon,Très sèche,,2026-05-21 18:26:40 +0200,\r"
    first = read_as(tmp_path, "s.csv", header + row).record
    again = read_as(tmp_path, "again.csv", header + row + row.replace("Zohra", "Inès")).records
    assert [record.id == first.id for record in again] == [True, False]


@pytest.mark.parametrize(
    "row",
    [
        {
            "asin": "B0",
            "reviewerID": "A1",
            "reviewerName": "Manu",
            "reviewText": "Bien<br />solide",
            "overall": 4.0,
            "summary": "Valise",
            "unixReviewTime": 1769990400,
            "helpful": [9, 12],
            "verified": True,
            "style": {"Color:": " Vert"},
        },
        {
            "asin": "B0",
            "user_id": "Manu",
            "text": "Bien<br />solide",
            "rating": 4.0,
            "title": "Valise",
            "timestamp": 1769990400000,
            "helpful_vote": 9,
            "verified_purchase": True,
        },
    ],
)
def test_amazon_style_reviews_of_both_ages_are_read(tmp_path: Path, row: dict[str, object]) -> None:
    record = read_as(tmp_path, "a.jsonl", row).record
    assert record.text == "Valise\nBien\nsolide"
    assert (record.rating, record.author, record.published) == (4.0, "Manu", date(2026, 2, 2))
    assert (record.votes.helpful, record.provenance.source, record.provenance.verified) == (9, "amazon", True)


def test_a_shop_in_french_needs_no_mapping_when_its_columns_speak_for_themselves(tmp_path: Path) -> None:
    table = (
        "Référence;Prénom;Note;Titre;Avis;Date de l'avis;Date d'expérience;Achat vérifié;Type de peau;Produit offert\n"
        "CC50;Hélène;4,5/5;Bien;Ça tient;14/09/2023;10/05/2023;Oui;Sèche;Oui\n"
    )
    record = read_as(tmp_path, "avis.csv", table.encode("cp1252")).record
    assert (record.product_id, record.author, record.rating) == ("CC50", "Hélène", 4.5)
    assert (record.published, record.experienced) == (date(2023, 9, 14), date(2023, 5, 10))
    assert (record.provenance.verified, record.provenance.incentive) == (True, "produit offert")
    assert record.attributes == {"skin_type": "Sèche"}


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("Bien", "Très doux.", "Bien\nTrès doux."),
        ("", "Très doux.", "Très doux."),
        ("Bien", "", "Bien"),
        ("Très doux.", "très  doux.", "très  doux."),
        ("Parfaite pour les longues…", "Parfaite pour les longues marches.", "Parfaite pour les longues marches."),
        ("Bien", "Bien que les lacets soient courts.", "Bien\nBien que les lacets soient courts."),
    ],
)
def test_a_title_is_the_first_line_unless_the_body_already_says_it(
    tmp_path: Path, title: str, body: str, text: str
) -> None:
    row = {"product_id": "P", "rating": 5, "title": title, "text": body}
    assert read_as(tmp_path, "r.jsonl", row).record.text == text


def test_the_words_of_a_review_stay_as_written_whatever_they_are(tmp_path: Path) -> None:
    body = "<script>alert(1)</script> **gras** &amp; <b>x</b> <img src=x onerror=alert(1)>"
    assert read_as(tmp_path, "r.jsonl", {"product_id": "P", "rating": 5, "text": body}).record.text == body


@pytest.mark.parametrize(
    ("change", "column", "value", "told"),
    [
        ({"rating": "6"}, "rating", "6", "a rating from 1 to 5 was expected"),
        ({"rating": "cinq"}, "rating", "cinq", "a rating in figures from 1 to 5"),
        ({"text": "  "}, "text", "", "the body is empty"),
        ({"date": "2025-02-30"}, "date", "2025-02-30", "a real date was expected"),
        ({"product_id": ""}, "product_id", "", "a product id was expected"),
    ],
)
def test_a_broken_row_is_refused_with_its_column_and_value(
    tmp_path: Path, change: dict[str, str], column: str, value: str, told: str
) -> None:
    good = {"product_id": "P", "rating": "5", "text": "Doux", "date": "2026-01-02"}
    lines = "\n".join(str(row).replace("'", '"') for row in (good, good | change, good))
    got = read_as(tmp_path, "r.jsonl", lines)
    assert len(got.records) == 2
    assert (got.refusal.line, got.refusal.column, got.refusal.value) == (2, column, value)
    assert told in got.refusal.reason


def test_an_open_date_is_left_out_and_the_review_kept(tmp_path: Path) -> None:
    record = read_as(tmp_path, "r.csv", "product_id,rating,text,date\nP,5,Doux,03/04/2026\n").record
    assert record.published is None


def test_relative_dates_count_from_the_export_when_it_tells_its_day(tmp_path: Path) -> None:
    table = "# exported_at: 2026-06-15\nproduct_id\trating\ttext\tdate\nP\t5\tDoux\thier\nP\t5\tBien\t2 months ago\n"
    first, second = read_as(tmp_path, "r.tsv", table).records
    assert (first.published, second.published) == (date(2026, 6, 14), date(2026, 4, 15))


def test_links_other_than_http_are_dropped(tmp_path: Path) -> None:
    row = {
        "product_id": "P",
        "rating": 5,
        "text": "x",
        "url": "javascript:alert(1)",
        "images": "https://a.example/1.jpg,https://a.example/2.jpg data:x",
    }
    record = read_as(tmp_path, "r.jsonl", row).record
    assert record.url is None
    assert record.media == ("https://a.example/1.jpg", "https://a.example/2.jpg")


def test_rows_without_a_product_column_need_to_be_told_their_product(tmp_path: Path) -> None:
    path = written(tmp_path, "r.csv", "rating,text\n5,Doux\n")
    assert read(path, product="P7").record.product_id == "P7"


def test_two_shops_that_number_alike_do_not_share_ids(tmp_path: Path) -> None:
    table = "id,product_id,rating,text\n1,P,5,Doux\n1,Q,5,Dur\n"
    first, second = read_as(tmp_path, "r.csv", table).records
    assert first.id != second.id
