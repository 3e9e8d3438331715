"""Campaigns: nearly the same words, by several authors, within few days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from data.records import Record

AUTHORS = 4
"""Different authors from which copies are no accident: a household or a site that repeats itself has fewer."""
DAYS = 14
"""Within which they were published."""


def campaigns(reviews: Iterable[Record], copies: Mapping[str, str]) -> set[str]:
    """Ids of every review of a campaign: the kept one and its copies.

    Args:
        copies: the kept review's id by the id of each of its copies.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in reviews:
        groups[copies.get(record.id, record.id)].append(record)
    return {record.id for group in groups.values() if _is_campaign(group) for record in group}


def _is_campaign(group: list[Record]) -> bool:
    dated = sorted((r for r in group if r.published), key=lambda r: (r.published or r.published, r.id))
    for first in dated:
        near = [
            r for r in dated if first.published and r.published and 0 <= (r.published - first.published).days <= DAYS
        ]
        if len({r.author or r.id for r in near}) >= AUTHORS:
            return True
    return False
