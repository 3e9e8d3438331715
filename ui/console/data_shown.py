"""Reports, receipts and findings as the data tab shows them; everything anybody wrote is made inert."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from chat.labels import label
from ui.console.inert import inert
from ui.console.moments import moment
from ui.console.phrases import FAILURES, FINDINGS, REFUSALS, in_language
from ui.console.words_data import COUNTED, PERSONAL, STAGES, said
from ui.console.words_trace import decimal

Rows = list[list[str | int]]
MEGA: Final = 1_000_000
FIGURES: Final = ("new", "changed", "unchanged", "duplicate", "refused", "retired")


def colon(language: str) -> str:
    """As either language writes it."""
    return "\u00a0: " if language == "fr" else ": "


def working(work: Mapping[str, Any], language: str) -> str:
    """How far long work is, in one line."""
    stage = STAGES.get(work["stage"], {language: work["stage"]})[language]
    share = f" {min(100, 100 * work['done'] // work['total'])} %" if work["total"] else ""
    return f"<em>{inert(said('working', language))}{colon(language)}{inert(stage)}{share}…</em>"


def failed(work: Mapping[str, Any], language: str) -> str:
    """Why it failed."""
    return f"<strong>{inert(in_language(str(work['error']), FAILURES, language))}</strong>"


def report(told: Mapping[str, Any], name: str, rules: Mapping[str, str], language: str) -> str:
    """The report of a preview or of an import; `rules` are the names of moderation rules by code."""
    head = (
        f"{said('preview_of', language)} {name}"
        if told["dry_run"]
        else f"{said('imported', language)}{colon(language)}{name}"
    )
    figures = [
        f"{inert(said(key, language) + colon(language))}<strong>{told[key]}</strong>" for key in FIGURES if told[key]
    ]
    read = [f"{inert(said(key, language) + colon(language))}{told[key]}" for key in ("read", "products") if told[key]]
    lines = [f"#### {inert(head)}", " · ".join([*read, *figures])]
    for key in ("held", "hidden"):
        if told[key]:
            named = {**rules, **{kind: both[language] for kind, both in PERSONAL.items()}}
            counts = (f"{named.get(what, what)}{colon(language)}{count}" for what, count in told[key].items())
            lines.append(f"{inert(said(key, language))}{colon(language)}{inert(' · '.join(counts))}")
    if told["skipped"]:
        left = "; ".join(f"{one['file']} ({one['reason']})" for one in told["skipped"][:5])
        lines.append(f"{inert(said('skipped', language))}{colon(language)}{inert(left)}")
    if told["generation"]:
        lines.append(f"{inert(said('generation', language))}{colon(language)}{inert(told['generation'])}")
    return "\n\n".join(lines)


def refusal_rows(told: Mapping[str, Any], language: str) -> Rows:
    """Refused rows with their reasons."""
    return [
        [
            one["file"], one["line"] or "", one["column"] or "", one["value"],
            in_language(one["reason"], REFUSALS, language),
        ]
        for one in told["refusals"]
    ]  # fmt: skip


def refusal_headers(language: str) -> list[str]:
    """Titles of its columns."""
    return [said(f"refusal_{name}", language) for name in ("file", "line", "column", "value", "reason")]


def generation_rows(listed: Sequence[Mapping[str, Any]], language: str) -> Rows:
    """The generations of the index."""
    return [
        [
            one["name"],
            said("yes" if one["current"] else "no", language),
            one["rows"],
            one["model_id"],
            moment(one["made"], language),
        ]
        for one in listed
    ]


def generation_headers(language: str) -> list[str]:
    """Titles of its columns."""
    return [said(f"gen_{name}", language) for name in ("name", "current", "rows", "model", "made")]


def verification(told: Mapping[str, Any], language: str) -> str:
    """What a verification found."""
    if told["sound"]:
        return inert(said("sound", language).format(**{name: told[name] for name in ("records", "rows", "backups")}))
    lines = [f"<strong>{inert(said('unsound', language))}</strong>"]
    for one in told["findings"]:
        what, remedy = (in_language(one[key], FINDINGS, language) for key in ("what", "remedy"))
        lines.append(inert(f"{one['count']} × {what} → {remedy}"))
    return "\n\n".join(lines)


def held(found: Mapping[str, Any], language: str) -> str:
    """What is held on somebody."""
    lines = [f"{inert(said('found', language) + colon(language))}<strong>{found['total']}</strong>"]
    lines.append(f"{inert(said('traces', language))}{colon(language)}{inert(counted(found['traces'], language))}")
    if found["mentioned"]:
        words = said("mentioned_one" if found["mentioned"] == 1 else "mentioned", language)
        lines.append(inert(words.format(n=found["mentioned"])))
    return "\n\n".join([*lines, *_backups(found["backups"], language)])


def held_rows(found: Mapping[str, Any], language: str) -> Rows:
    """The records of it."""
    return [
        [one["id"], label(one["kind"], language), one["source"], one["product_id"], one["text"]]
        for one in found["records"]
    ]


def held_headers(language: str) -> list[str]:
    """Titles of its columns."""
    return [said(f"rec_{name}", language) for name in ("id", "kind", "source", "product", "text")]


def receipt(told: Mapping[str, Any], language: str) -> str:
    """A receipt: what went, what proves it, what to know."""
    figures = told["receipt"]
    scan = figures["scan"]
    megabytes = decimal(f"{scan['bytes'] / MEGA:.1f}", language)
    size = f"{megabytes} Mo" if language == "fr" else f"{megabytes} MB"
    proof = said("clean", language).format(files=scan["files"], bytes=size, vectors=scan["vectors"])
    lines = [
        f"#### {inert(said('receipt', language))} {inert(figures['id'])}",
        f"{inert(moment(figures['at'], language))} · {inert(counted(figures['erased'], language))}",
        inert(proof) if figures["clean"] else f"<strong>{inert(said('left', language))}</strong>",
        *_backups(figures["backups"], language),
        *map(inert, told["notes"]),
    ]
    return "\n\n".join(lines)


def receipts(listed: Mapping[str, Any], language: str) -> str:
    """Earlier receipts, one line each."""
    lines = [f"<strong>{inert(said('cut_short', language))}</strong>"] if listed["cut_short"] else []
    for one in listed["erasures"][:20]:
        figures = one["receipt"]
        lines.append(
            inert(f"{moment(figures['at'], language)} · {figures['id']} · {counted(figures['erased'], language)}")
        )
    return "\n\n".join(lines) or inert(said("receipts_none", language))


def counted(figures: Mapping[str, int], language: str) -> str:
    """Figures that are not nought, with their names."""
    told = [f"{COUNTED[name][language]}{colon(language)}{count}" for name, count in figures.items() if count]
    return " · ".join(told) or "0"


def _backups(kept: Sequence[Mapping[str, str]], language: str) -> list[str]:
    name, ends = said("backup", language), said("expires", language)
    return [inert(f"{name} {one['name']}{colon(language)}{ends} {moment(one['expires'], language)}") for one in kept]
