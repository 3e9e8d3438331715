"""What to do about a question nobody answers: a draft that asks customers, or an entry of the brand's FAQ."""

from typing import Any, Final

import gradio as gr

from ui.console.client import Calls, StaffClient, told
from ui.console.desk import QUIET, Desk
from ui.console.inert import inert
from ui.console.product_names import product_choices, product_names
from ui.console.questions_cards import gap_card, said
from ui.console.words_questions import QUESTIONS
from ui.strings import typeset

GAPS: Final = "/v1/staff/questions"
LANGUAGES: Final = [("Français", "fr"), ("English", "en")]
NO_PRODUCT: Final = ""
Gap = dict[str, Any]


class GapPanel:
    """Components beside the list; `given` makes an entry of the FAQ, `shown` is what one gap fills."""

    def __init__(self, desk: Desk) -> None:
        """Made inside the column that holds it."""
        self.client: StaffClient = desk.client
        self.gap, self.drafts = gr.State({}), gr.State({})
        self.about_ = gr.Markdown(elem_id="gap-chosen")
        with gr.Column(visible=False) as self.body:
            with gr.Accordion(open=True, elem_id="brand-answer") as self.faq:
                self.faq_told = gr.Markdown()
                self.product = gr.Dropdown([], value=None, visible=False, elem_id="gap-product")
                self.entries = [
                    (
                        gr.Textbox("", max_lines=2, max_length=300, elem_id=f"question-{language}"),
                        gr.Textbox("", lines=3, max_length=4_000, elem_id=f"answer-{language}"),
                    )
                    for _, language in LANGUAGES
                ]
                self.by = gr.Textbox("", max_lines=1, max_length=80)
                self.publish = gr.Button(variant="primary", elem_id="publish")
            with gr.Accordion(open=True, elem_id="request") as self.request:
                self.request_told = gr.Markdown()
                self.language = gr.Radio(LANGUAGES, value="fr")
                self.subject = gr.Textbox("", max_lines=2, buttons=["copy"], elem_id="request-subject")
                self.text = gr.Textbox("", lines=8, max_lines=20, buttons=["copy"], elem_id="request-text")
        fields = [field for entry in self.entries for field in entry]
        self.given: list[Any] = [self.gap, self.product, self.by, desk.interface, *fields]
        drafted = [self.language, self.subject, self.text]
        self.shown: list[Any] = [self.gap, self.drafts, self.about_, self.body, self.product, *fields, *drafted]
        self.language.input(_drafted, [self.drafts, self.language], [self.subject, self.text], **QUIET)

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        fields = [field for entry in self.entries for field in entry]
        own = [self.faq, self.faq_told, self.product, self.by, self.publish]
        return [*own, *fields, self.request, self.request_told, self.language, self.subject, self.text]

    def labels(self, language: str) -> list[Any]:
        """The panel in one language."""
        words = {key: typeset(both[language], language) for key, both in QUESTIONS.items()}
        fields = [gr.Textbox(label=words[f"{part}_{spoken}"]) for _, spoken in LANGUAGES for part in PARTS]
        return [
            gr.Accordion(label=words["faq"]),
            inert(words["faq_told"]),
            gr.Dropdown(label=words["for_product"]),
            gr.Textbox(label=words["by"]),
            gr.Button(value=words["publish"]),
            *fields,
            gr.Accordion(label=words["request"]),
            inert(words["request_told"]),
            gr.Radio(label=words["draft_language"]),
            gr.Textbox(label=words["subject"]),
            gr.Textbox(label=words["text"]),
        ]

    def empty(self, language: str) -> list[Any]:
        """Nothing is chosen."""
        blank = [""] * (2 * len(LANGUAGES))
        hidden = [gr.Column(visible=False), gr.Dropdown(visible=False, value=None)]
        return [{}, {}, inert(said("choose", language)), *hidden, *blank, language, "", ""]

    def about(self, gap: Gap, language: str, calls: Calls) -> list[Any]:
        """One gap, with its most frequent wordings as questions to answer, and the draft that asks customers."""
        drafts = calls.get(f"{GAPS}/{gap['id']}/request")
        asked = {spoken: _wording(gap, spoken) for _, spoken in LANGUAGES}
        fields = [text for _, spoken in LANGUAGES for text in (asked[spoken], "")]
        products = gr.Dropdown(
            choices=product_choices(product_names(calls)), value=None, visible=gap["product_id"] is None
        )
        draft = [language, drafts[language]["subject"], drafts[language]["text"]]
        return [gap, drafts, gap_card(gap, language), gr.Column(visible=True), products, *fields, *draft]

    def sent(self, request: gr.Request, gap: Gap, product: str | None, by: str, language: str, *fields: str) -> Gap:
        """Publish the entries that have both a question and an answer."""
        both = zip(LANGUAGES, fields[::2], fields[1::2], strict=True)
        entries = [
            {"language": spoken, "question": question.strip(), "answer": answer.strip()}
            for (_, spoken), question, answer in both
            if question.strip() and answer.strip()
        ]
        missing = {
            "need_gap": not gap,
            "need_product": bool(gap) and gap["product_id"] is None and not product,
            "need_entry": not entries,
        }
        for key, lacks in missing.items():
            if lacks:
                raise told(inert(said(key, language)))
        body = {"entries": entries, "by": by.strip() or None, "product_id": gap["product_id"] or product}
        self.client.of(request, language).post(f"{GAPS}/{gap['id']}/answers", body)
        gr.Info(inert(said("published", language)), title="")
        return {}


PARTS: Final = ("question", "answer")


def _drafted(drafts: dict[str, Any], language: str) -> list[str]:
    draft = drafts.get(language, {})
    return [draft.get("subject", ""), draft.get("text", "")]


def _wording(gap: Gap, language: str) -> str:
    return next((one["text"] for one in gap["wordings"] if one["language"] == language), "")
