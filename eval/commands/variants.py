"""`variants [SET…]`: make the variants of sets again and keep them beside the sets."""

import argparse

from eval.opening import add_room_arguments, open_room


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sets."""
    parser.add_argument("sets", nargs="*", metavar="SET", help="a .jsonl file or a shipped set's name; otherwise all")
    add_room_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Write one file of variants a set."""
    from eval.commands.run import write
    from eval.sets_reading import VARIANTS, read_questions, set_paths
    from eval.variants import variants

    room = open_room(given)
    for path in set_paths(given.sets):
        rows = variants(read_questions([path], room.corpus))
        target = path.with_name(path.stem + VARIANTS)
        write(target, "".join(f"{row.model_dump_json()}\n" for row in rows))
        print(f"{len(rows)} variants in {target}")
    return 0
