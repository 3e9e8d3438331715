"""An answer and its proofs as Markdown, everything anybody wrote made inert first."""

from collections.abc import Iterator, Sequence
from typing import Final

from chat.answer import Answer, Citation, Sentence, Stance
from chat.contract import Reply
from chat.labels import date_labels, kind_label, label, language_name, provenance_labels
from chat.links import safe_url
from chat.quoting import only_quotes, shown
from chat.wording import clock, quoted, rating
from ui.console.answer_figures import sizes_markdown, standings_markdown
from ui.console.inert import inert
from ui.console.tables import figure
from ui.console.words_trace import trace_name
from ui.strings import CONSOLE

TIME: Final = "total_ms"


def answer_markdown(answer: Answer) -> str:
    """What the shopper reads: lines with their numbers, the reservation; lines that only quote stand as proofs."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    told = [one for place, one in enumerate(answer.sentences) if place == 0 or not _in_table(one, answer)]
    lines = [sentence for sentence in told if not only_quotes(sentence, quotes)]
    parts = [f"{inert(line.text)} {_numbers(line.citations)}".strip() for line in lines]
    parts[:1] = [f"<strong>{part}</strong>" for part in parts[:1]]
    if answer.standings:
        parts.append(standings_markdown(answer.standings, answer.language))
    elif tally := answer.tally:
        voices = ((Stance.FOR, tally.for_), (Stance.MIXED, tally.mixed), (Stance.AGAINST, tally.against))
        parts.append(" · ".join(f"{count} {label(stance, answer.language).lower()}" for stance, count in voices))
    if answer.size and answer.size.choices:
        parts.append(sizes_markdown(answer.size, answer.language))
    parts += [inert(f"{quoted(shown(c), answer.language)} [{c.number}]") for c in answer.citations]
    if answer.limit:
        parts.append(f"<em>{inert(answer.limit)}</em>")
    if answer.nearest:
        parts.append(f"<strong>{inert(label('nearest', answer.language))}</strong>")
        parts += [inert(quoted(shown(citation), answer.language)) for citation in answer.nearest]
    return "\n\n".join(parts)


def proofs_markdown(answer: Answer, language: str) -> str:
    """The proof cards beside the answer."""
    cards = [_card(citation, language) for citation in answer.citations]
    if answer.nearest:
        cards.append(f"<p class='nearest'>{inert(label('nearest', language))}</p>")
        cards += [_card(citation, language) for citation in answer.nearest]
    return "".join(cards)


def summary_markdown(reply: Reply, language: str) -> str:
    """Outcome, language and author of the answer, and the question as it was understood."""
    answer = reply.answer
    colon = "\u00a0: " if language == "fr" else ": "
    facts = [
        f"{CONSOLE['outcome'][language]}{colon}{trace_name(answer.outcome, language)}",
        language_name(answer.language, language),
        trace_name(answer.generated.value, language),
        answer.id,
    ]
    understood = f"{CONSOLE['understood'][language]}{colon}{reply.trace.standalone_question}"
    figures = [
        f"{trace_name(name, language)}{colon}{figure(value, language, places=0 if name == TIME else 3)}"
        for name, value in reply.trace.figures.items()
    ]
    return "<br>".join(inert(" · ".join(line)) for line in (facts, [understood], figures) if line)


def _in_table(sentence: Sentence, answer: Answer) -> bool:
    return any(sentence.text.startswith(one.name) for one in answer.standings)


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(f"<code>{number}</code>" for number in numbers)


def _card(citation: Citation, language: str) -> str:
    return (
        f"<div class='proof'><p class='head'>{_head(citation, language)}</p>"
        + (f"<p class='about'>{inert(citation.title)}</p>" if citation.title else "")
        + f"<blockquote lang='{inert(citation.language)}'>{inert(shown(citation))}</blockquote>"
        + f"<p class='by'>{inert(' · '.join(_by(citation, language)))}</p>"
        + f"<p class='marks'>{inert(' · '.join(_marks(citation, language)))}</p>"
        + f"<p class='marks'>{inert(citation.record_id)}{_link(citation)}</p></div>"
    )


def _head(citation: Citation, language: str) -> str:
    head = f"<code>{citation.number}</code> {inert(kind_label(citation, language))}"
    if citation.stance is Stance.NONE:
        return head
    return f"{head}<span class='{citation.stance}'>{inert(label(citation.stance, language))}</span>"


def _by(citation: Citation, language: str) -> Iterator[str]:
    yield citation.author or label("by_brand" if citation.by_brand else "anonymous", language)
    if citation.rating is not None:
        yield rating(citation.rating, language)
    if citation.start_s is not None and citation.end_s is not None:
        yield f"{clock(citation.start_s)}–{clock(citation.end_s)}"


def _marks(citation: Citation, language: str) -> Iterator[str]:
    yield from provenance_labels(citation, language)
    yield from date_labels(citation, language)


def _link(citation: Citation) -> str:
    url = safe_url(citation.url)
    return (
        f" · <a href='{inert(url)}' rel='noopener noreferrer nofollow' target='_blank'>{inert(url)}</a>" if url else ""
    )
