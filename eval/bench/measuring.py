"""Times of contestants that take turns, so that a busy minute falls on all of them."""

import os
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

ROUNDS = 5
WAITED = 1.6
"""Wall time over CPU time from which something else was running: work here is done on one thread."""
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """CPU and wall seconds of each call, the CPU of child processes that ended in it included."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    def plus(self, other: "Times") -> "Times":
        """Both after one another."""
        return Times(self.cpu + other.cpu, self.wall + other.wall)


@dataclass(frozen=True, slots=True)
class Race:
    """What contestants took in each round, by name; `loads` is the load average at each round's end."""

    rounds: tuple[Mapping[str, Times], ...]
    loads: tuple[float, ...]

    def of(self, name: str) -> Times:
        """All calls of one contestant."""
        first, *others = [times[name] for times in self.rounds]
        for times in others:
            first = first.plus(times)
        return first

    def ratio(self, slower: str, faster: str) -> float:
        """How many times the CPU of `faster` `slower` takes: the median over the rounds of medians over their calls."""
        each = [float(np.median(r[slower].cpu)) / max(float(np.median(r[faster].cpu)), 1e-9) for r in self.rounds]
        return float(np.median(each))

    @property
    def noisy(self) -> int:
        """Rounds in which a contestant waited for the processor, or more wanted to run than there are cores."""
        return sum(
            load > (os.cpu_count() or 1) or any(sum(t.wall) > WAITED * sum(t.cpu) for t in of.values())
            for load, of in zip(self.loads, self.rounds, strict=True)
        )


def race(contestants: Mapping[str, Work], rounds: int = ROUNDS, calls: int = 1) -> Race:
    """Let every contestant do its `calls` in turn, `rounds` times."""
    found, loads = [], []
    for _ in range(rounds):
        found.append({name: timed(work, calls) for name, work in contestants.items()})
        loads.append(round(os.getloadavg()[0], 2))
    return Race(tuple(found), tuple(loads))


def timed(work: Work, calls: int = 1) -> Times:
    """Do something a few times."""
    cpu, wall = [], []
    for _ in range(calls):
        began_cpu, began = cpu_s(), time.perf_counter()
        work()
        wall.append(time.perf_counter() - began)
        cpu.append(cpu_s() - began_cpu)
    return Times(tuple(cpu), tuple(wall))


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def exponent(sizes: Mapping[int, float]) -> float:
    """Slope of the logarithms: 1 where twice the size costs twice."""
    x, y = np.log(list(sizes)), np.log([max(cost, 1e-9) for cost in sizes.values()])
    return float(np.polyfit(x, y, 1)[0])
