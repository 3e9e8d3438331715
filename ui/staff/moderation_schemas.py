"""Moderation as the staff's API speaks of it."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from chat.api_requests import NO_NUL, Id
from chat.api_schemas import FromInside, SafeUrl, about
from data.records import Kind, Status
from ingest.moderation.by_hand import Action
from ingest.moderation.rules import LANGUAGES, rule_book
from ui.staff.signing import SignedBy

MOST_AT_ONCE = 100
State = Literal["pending", "reported", "rejected", "masked", "approved"]
TITLE = {"fr": "Publicité", "en": "Advertising"}
REASON = {"fr": "Le texte fait la publicité d'une autre offre.", "en": "The text advertises another offer."}
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=NO_NUL)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1_000, pattern=NO_NUL)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=NO_NUL)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


class PassageOut(FromInside):
    """Words a rule is about, or what stands in the place of hidden ones."""

    field: Annotated[Literal["title", "text", "author"], about("where they stand", "text")]
    start: Annotated[int, about("first code point", 12)]
    end: Annotated[int, about("code point after the last", 31)]


class ReaderReport(BaseModel):
    """What a reader says is wrong with a content."""

    reason: Annotated[str, about("in the reader's words", "It gives somebody's phone number.")]
    at: Annotated[datetime, about("when it came in", "2026-11-20T09:12:00Z")]


class CaseOut(BaseModel):
    """A content as somebody who decides on it needs it."""

    record_id: Annotated[str, about("id", "review-1f0c9a3b5d7e2460")]
    product_id: Annotated[str, about("its product", "creme-confort")]
    kind: Annotated[Kind, about("what it is", "review")]
    status: Annotated[Status, about("what became of it", "pending")]
    served: Annotated[bool, about("whether shoppers are shown it", False)]
    language: Annotated[str, about("ISO 639-1 or und", "fr")]
    title: Annotated[str | None, about("its title or question", None)]
    text: Annotated[str, about("its words as they are kept", "Écrivez-moi sur WhatsApp !")]
    author: Annotated[str | None, about("who speaks", "Claire")]
    attributes: Annotated[dict[str, str], about("what they said of themselves", {"skin_type": "dry"})]
    rating: Annotated[float | None, about("from 1 to 5", 5.0)]
    published: Annotated[date | None, about("publication date", "2026-01-18")]
    source: Annotated[str, about("where it comes from", "boutique")]
    url: Annotated[SafeUrl, about("where it stands in public", "https://shop.example/reviews/1")]
    rule: Annotated[str | None, about("code of the rule behind the last decision", "spam")]
    rule_title: Annotated[dict[str, str], about("its name, by language", TITLE)]
    rule_reason: Annotated[dict[str, str], about("what its author is told, by language", REASON)]
    codes: Annotated[list[str], about("every rule that holds for its words now", ["spam", "link"])]
    others: Annotated[
        dict[str, dict[str, str]], about("rules beside `rule` that hold it back, with their names", {"link": TITLE})
    ]
    passages: Annotated[tuple[PassageOut, ...], about("the words these rules are about", [])]
    decided_by: Annotated[str | None, about("who decided last: a person, rules@VERSION or source:NAME", "rules@1")]
    decided_at: Annotated[datetime | None, about("when", "2026-11-20T09:12:00Z")]
    automatic: Annotated[bool, about("whether a machine decided last", True)]
    detail: Annotated[str | None, about("the reason noted with the last decision", "spam, link")]
    reports: Annotated[list[ReaderReport], about("what readers reported since a person last decided", [])]


class QueuePage(BaseModel):
    """One page of what waits for a person, or was held back, or hidden."""

    state: Annotated[State, about("which part of the queue", "pending")]
    counts: Annotated[dict[str, int], about("contents in each part", {"pending": 4, "reported": 1})]
    rules: Annotated[dict[str, int], about("contents of this part by rule", {"spam": 3, "link": 1})]
    total: Annotated[int, about("contents that fit the filters", 4)]
    offset: Annotated[int, about("contents before this page", 0)]
    limit: Annotated[int, about("contents on a page", 10)]
    cases: Annotated[list[CaseOut], about("this page's contents", [])]


class StatementOut(BaseModel):
    """One decision with its statement of reasons, as its author may read it (DSA, article 17)."""

    record_id: Annotated[str, about("the content", "review-1f0c9a3b5d7e2460")]
    product_id: Annotated[str | None, about("its product; null once it is erased", "creme-confort")]
    decision: Annotated[str, about("what was decided", "rejected")]
    rule: Annotated[str, about("by which rule", "spam")]
    rule_version: Annotated[str, about("version of that rule", "1")]
    detail: Annotated[str | None, about("what was noted with it", "spam")]
    reasons: Annotated[dict[str, str], about("what the author is told, by language", REASON)]
    automatic: Annotated[bool, about("whether a machine decided", True)]
    decided_by: Annotated[str, about("who", "rules@1")]
    at: Annotated[datetime, about("when", "2026-11-20T09:12:00Z")]
    redress: Annotated[dict[str, str], about("what the author may do, by language", {})]


class StatementLine(BaseModel):
    """A decision as a line of a table."""

    record_id: str
    product_id: str | None
    decision: str
    rule: str
    rule_version: str
    detail: str | None
    reason_fr: str
    reason_en: str
    automatic: bool
    decided_by: str
    at: datetime
    redress_fr: str
    redress_en: str

    @classmethod
    def of(cls, one: StatementOut) -> Self:
        """The same decision."""
        by_language = {
            f"{name}_{language}": said.get(language, "")
            for name, said in (("reason", one.reasons), ("redress", one.redress))
            for language in LANGUAGES
        }
        return cls.model_validate(one.model_dump(exclude={"reasons", "redress"}) | by_language)


class StatementsOut(BaseModel):
    """Decisions, the newest first."""

    statements: Annotated[list[StatementOut], about("the decisions", [])]


class CaseWithHistory(BaseModel):
    """A content and everything that was decided on it."""

    case: Annotated[CaseOut, Field(description="the content")]
    history: Annotated[list[StatementOut], about("decisions, the newest first", [])]


class DecisionsIn(BaseModel):
    """What a person decides on one content or on many."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"action": "approve", "record_ids": ["review-1f0c9a3b5d7e2460"], "reason": "Harmless."}]
        },
    )

    action: Annotated[
        Action,
        Field(
            description="approve: publish; reject: hold back; mask: hide `passages` and publish the rest; restore: "
            "withdraw people's decisions, so that the rules decide again",
            examples=["approve"],
        ),
    ]
    record_ids: Annotated[
        list[Id],
        Field(description="the contents", examples=[["review-1"]], min_length=1, max_length=MOST_AT_ONCE),
    ]
    reason: Annotated[Reason, Field(description="why; the author may read it", examples=["Harmless."])]
    passages: Annotated[
        list[Words],
        Field(description="words to hide, compared word by word, wherever they stand", examples=[[]], max_length=20),
    ] = []
    by: SignedBy = None

    @model_validator(mode="after")
    def _passages_for_masks(self) -> Self:
        if (self.action is Action.MASK) != bool(self.passages):
            raise ValueError("`passages` go with `mask`, and `mask` needs at least one")
        return self


class LeftAsItWas(BaseModel):
    """A content that could not be decided on."""

    record_id: Annotated[str, about("the content", "review-1f0c9a3b5d7e2460")]
    why: Annotated[
        Literal["gone", "passage"],
        about("gone: it left its source or was erased; passage: none of the words stands in it", "gone"),
    ]


class DecisionsOut(BaseModel):
    """What became of a decision; what was decided is served when this is answered."""

    kept: Annotated[list[CaseOut], about("the contents as they are now", [])]
    refused: Annotated[list[LeftAsItWas], about("those left as they were", [])]
    generation: Annotated[str | None, about("the index built for it; null where readers see the same", "gen-000007")]


class RuleOut(FromInside):
    """One rule as it runs."""

    code: Annotated[str, about("its name in decisions", "spam")]
    version: Annotated[str, about("its version", "1")]
    status: Annotated[Status, about("what becomes of a content it holds for", "rejected")]
    title: Annotated[dict[str, str], about("its name for the public", TITLE)]
    reason: Annotated[dict[str, str], about("what authors are told", REASON)]
    patterns: Annotated[list[str], about("regular expressions over folded text, any of them", [r"\bcode promo\b"])]
    also: Annotated[list[str], about("and any of these, where there are some", [])]
    threshold: Annotated[float | None, about("of a learned rule: how likely a text must be; null for patterns", None)]


class RulesOut(BaseModel):
    """The rules as they run."""

    version: Annotated[str, about("version of them all", "1")]
    rules: Annotated[list[RuleOut], about("in the order of the file", [])]
    titles: Annotated[
        dict[str, dict[str, str]],
        about("names of all that decides, by code and language", {"campaign": {"fr": "Campagne", "en": "Campaign"}}),
    ]


class TrialIn(BaseModel):
    """A rule as it might run: one of the book by its code, edited or not, or a new one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"code": "counterfeit", "status": "pending", "patterns": ["contrefacon"]}]},
    )

    code: Annotated[Code, Field(description="a new code, or that of the rule it would replace", examples=["spam"])]
    status: Annotated[
        Literal["pending", "rejected", "approved"],
        Field(description="what would become of a content it holds for", examples=["pending"]),
    ]
    patterns: Annotated[
        list[Pattern],
        Field(
            description="regular expressions, any of them; none for a learned rule",
            examples=[["contrefacon"]],
            max_length=40,
        ),
    ] = []
    also: Annotated[
        list[Pattern], Field(description="and any of these, where there are some", examples=[[]], max_length=40)
    ] = []
    threshold: Annotated[
        float | None,
        Field(description="of a learned rule: how likely a text must be", examples=[None], gt=0, lt=1),
    ] = None

    @model_validator(mode="after")
    def _patterns_unless_learned(self) -> Self:
        if (self.code in rule_book().learned) == bool(self.patterns or self.also):
            raise ValueError("`patterns` are expected of a rule, none of a learned one, which has a `threshold`")
        return self


class ExampleOut(BaseModel):
    """A content the rule would change."""

    change: Annotated[
        Literal["held", "released", "moved"],
        about("no longer shown; shown again; or between waiting and refused", "held"),
    ]
    before: Annotated[Status, about("status now", "approved")]
    after: Annotated[Status, about("status then", "pending")]
    record_id: Annotated[str, about("the content", "review-1f0c9a3b5d7e2460")]
    product_id: Annotated[str, about("its product", "creme-confort")]
    language: Annotated[str, about("ISO 639-1 or und", "fr")]
    title: Annotated[str | None, about("its title or question", None)]
    text: Annotated[str, about("its words", "Une contrefaçon, à mon avis.")]
    author: Annotated[str | None, about("who speaks", "Claire")]
    passages: Annotated[tuple[PassageOut, ...], about("the words the rule is about", [])]


class TrialOut(BaseModel):
    """What a rule would change; nothing was changed."""

    read: Annotated[int, about("contents looked at", 12_000)]
    whole: Annotated[bool, about("false: time was up, and these were as good as drawn by lot", True)]
    matched: Annotated[int, about("contents it holds for", 31)]
    by_people: Annotated[int, about("of them those on which a person's decision stands, whatever the rule says", 2)]
    changes: Annotated[dict[str, int], about("contents by change", {"held": 29})]
    languages: Annotated[dict[str, int], about("changed contents by language", {"fr": 20, "en": 9})]
    examples: Annotated[list[ExampleOut], about("some of each change", [])]
    toml: Annotated[str, about("the rule as rules.toml would hold it", '[[rule]]\ncode = "counterfeit"\n')]
