"""`self-test`: break the assistant in every listed way and show that its gate catches each."""

import argparse

from eval.opening import Opener, add_room_arguments, jobs_of, open_room, ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The tier."""
    parser.add_argument("--quick", action="store_true", help="the quick tier in place of the whole test half")
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """0 when every break is caught by its own gate, else 1."""
    from eval.gates import read_gates
    from eval.quick import quick_subset
    from eval.self_test import self_test
    from eval.sets_reading import read_questions, set_paths

    room = open_room(given, opener)
    questions = read_questions(set_paths(()), room.corpus)
    chosen = quick_subset(questions) if given.quick else [one for one in questions if one.split == "test"]
    found = self_test(ready(room.open_assistant()), chosen, read_gates(), jobs_of(given))
    for one in found:
        print(one.line)
    caught = sum(one.shown for one in found)
    print(f"{caught} of {len(found)} breaks caught by their own gate, over {len(chosen)} questions")
    return 0 if caught == len(found) else 1
