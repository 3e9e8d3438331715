"""Ask from the command line: `python -m chat ask --product ID "question"`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from chat.key_commands import add_commands
from data.piping import while_read

if TYPE_CHECKING:  # read late, so that --help answers at once
    from chat.contract import AssistantLike
    from data.settings import Settings

    Opener = Callable[[Settings], AssistantLike]


def main(arguments: Sequence[str] | None = None, open_with: "Opener | None" = None) -> int:
    """Run one command; 0, or 1 with one line on stderr saying what is wrong and what helps."""
    given = _parser().parse_args(arguments)
    from data.errors import TemoinError

    try:
        if hasattr(given, "on_ledger"):
            print(_on_ledger(given))
        else:
            print(given.command(_opened(given.home, open_with), given))
    except TemoinError as error:
        print(f"temoin: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m chat", description="Ask what customers and the brand have really said.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = _command(commands, "ask", _ask, "ask a question in French or English")
    ask.add_argument("question", help="the question, in quotes")
    ask.add_argument("--product", metavar="ID", help="id or alias of the product; without it, all are asked")
    ask.add_argument("--trace", action="store_true", help="show why: every stage, every span considered")
    _command(commands, "products", _products, "list the products")
    record = _command(commands, "record", _record, "read one record")
    record.add_argument("id", metavar="ID", help="id of the record")
    topics = _command(commands, "topics", _topics, "show which words of the corpus topics.toml does not hold yet")
    topics.add_argument("--product", metavar="ID", help="only what is said of this product")
    topics.add_argument("--limit", type=int, default=40, help="how many words at most")
    add_commands(commands)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: "Callable[[AssistantLike, argparse.Namespace], str]",
    what: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(command=run)
    parser.add_argument("--json", action="store_true", help="print what the HTTP API answers")
    parser.add_argument("--language", choices=("fr", "en"), help="language of what is printed")
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")
    return parser


def _opened(home: str | None, open_with: "Opener | None") -> "AssistantLike":
    from data.settings import load_settings

    settings = load_settings(home=home)
    if open_with is not None:
        return open_with(settings)
    from chat.assistant import open_assistant

    return open_assistant(settings)


def _on_ledger(given: argparse.Namespace) -> str:
    """What needs the ledger alone, and neither model nor index."""
    from chat.ledger_keyring import ledger_of
    from data.settings import load_settings

    with ledger_of(load_settings(home=given.home)) as ledger:
        return str(given.on_ledger(ledger, given))


def _ask(assistant: "AssistantLike", given: argparse.Namespace) -> str:
    from chat.api_requests import chat_request
    from chat.api_schemas import answer_of
    from chat.terminal import answer_lines, printable, trace_lines

    request = chat_request(given.question, given.product, given.language)
    product_id = assistant.product(request.product_id).product.id if request.product_id else None
    answer = answer_of(assistant.answer(request.conversation(), product_id), with_trace=given.trace)
    if given.json:
        return answer.model_dump_json(indent=2)
    return printable([*answer_lines(answer), *(["", *trace_lines(answer.trace)] if answer.trace else [])])


def _products(assistant: "AssistantLike", given: argparse.Namespace) -> str:
    from chat.api_records import ProductsPage
    from chat.terminal import printable, product_lines

    products = assistant.products()
    page = ProductsPage.of(products, offset=0, limit=len(products))
    return page.model_dump_json(indent=2) if given.json else printable(product_lines(page, _spoken(given)))


def _record(assistant: "AssistantLike", given: argparse.Namespace) -> str:
    from chat.api_records import RecordOut
    from chat.terminal import printable, record_lines

    record = RecordOut.of(assistant.record(given.id))
    return record.model_dump_json(indent=2) if given.json else printable(record_lines(record, _spoken(given)))


def _topics(assistant: "AssistantLike", given: argparse.Namespace) -> str:
    import json
    from dataclasses import asdict

    from chat.terminal import printable
    from chat.topics.mining import new_words, told
    from chat.topics.vocabulary import shipped_vocabulary

    products = [given.product] if given.product else [summary.product.id for summary in assistant.products()]
    records = (record for product in products for record in assistant.records(product))
    found = [one for one in new_words(records, shipped_vocabulary()) if given.language in (None, one.language)][
        : given.limit
    ]
    return json.dumps([asdict(one) for one in found], ensure_ascii=False) if given.json else printable(told(found))


def _spoken(given: argparse.Namespace) -> str:
    """The language asked for, else the terminal's."""
    return given.language or ("fr" if os.environ.get("LANG", "").startswith("fr") else "en")


if __name__ == "__main__":
    sys.exit(while_read(main))
