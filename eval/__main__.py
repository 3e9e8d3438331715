"""`python -m eval COMMAND`: one table of commands; each command's module is imported when it is asked for."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from data.piping import while_read

COMMANDS: dict[str, tuple[str, str]] = {
    "retrieval": ("eval.contracts.retrieval", "rank the documents of a public set"),
    "retrieval-all": ("eval.contracts.retrieval_all", "rank those of every public set in a folder, in one table"),
    "answerability": ("eval.contracts.answerability", "tell questions that have an answer from those that have none"),
    "moments": ("eval.contracts.moments", "find the video, and the moment in it, that answers"),
    "size": ("eval.contracts.size", "advise sizes against what people wore and how it fitted"),
    "stance": ("eval.contracts.stance", "tell praise from blame in sentences of reviews"),
    "marked": ("eval.contracts.marked", "answer questions on real reviews of which every passage is marked"),
    "crowd": ("eval.contracts.crowd", "count those who speak of a topic among the reviews of a large product"),
    "cross-encoder": ("eval.contracts.cross_encoder", "read question and passage together, on pairs it never saw"),
    "pii": ("eval.contracts.pii", "find the personal data marked in texts"),
    "injection": ("eval.contracts.injection", "answer over reviews that carry instructions"),
    "moderation": ("eval.contracts.moderation", "hold what must wait for a person, and nothing that is honest"),
    "fit-moderation": ("eval.contracts.fit_moderation", "fit the rules that know texts by what they are like"),
    "fit-size": ("eval.contracts.fit_size", "fit what size advice knows of bodies and sizes in general"),
    "fit-encoder": ("eval.contracts.fit_encoder", "bring the embedding model to eight bits and tell how exact it is"),
    "fit-cross-encoder": ("eval.contracts.fit_cross_encoder", "fit the model that reads question and passage together"),
    "gate-fit": ("eval.contracts.gate_fit", "fit the models that decide what answers, and whether anything does"),
    "fit-ranker": ("eval.contracts.fit_ranker", "fit the weights that order what a search finds"),
    "fit-intents": ("eval.commands.fit_intents", "fit the model that tells what a question wants"),
    "fit-stance": ("eval.contracts.stance_fit", "fit the model that tells praise from blame on a topic"),
    "fit-topics": ("eval.commands.fit_topics", "fit the models that count who speaks of a topic, and on which side"),
    "fit-decision": ("eval.commands.fit_decision", "fit the model that decides whether a question is answered"),
    "run": ("eval.commands.run", "ask the questions of sets, judge the answers, write figures and report"),
    "compare": ("eval.commands.compare", "say what changed between two runs"),
    "gate": ("eval.commands.gate", "hold a run against thresholds and baseline, and fail where they are not kept"),
    "accept": ("eval.commands.accept", "make a run the new baseline"),
    "show": ("eval.commands.show", "ask one question again and print everything that led to its answer"),
    "answers": ("eval.commands.answers", "write the book of answers, to be read aloud"),
    "variants": ("eval.commands.variants", "make the variants of question sets again"),
    "bench": ("eval.commands.bench", "compare times, memory and growth with other libraries and smaller shops"),
    "self-test": ("eval.commands.self_test", "break the assistant on purpose and show that the gates catch it"),
}
"""Name to module and what it does; a module has `add_arguments(parser)` and `run(namespace) -> int`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its own code, or 1 with what is wrong and what helps on stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    namespace = _parser(next((word for word in given if word in COMMANDS), None)).parse_args(given)
    from data.errors import TemoinError

    try:
        return int(import_module(COMMANDS[namespace.command][0]).run(namespace))
    except TemoinError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("eval: stopped, nothing was written", file=sys.stderr)
        return 130


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Every command by name, with the arguments of the chosen one only: the others are not imported."""
    parser = argparse.ArgumentParser("python -m eval", description="Measure how good Témoin is.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, what) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        if name == chosen:
            import_module(module).add_arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(while_read(main))
