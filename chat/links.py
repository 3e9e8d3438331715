"""Links that may be shown: UGC exports carry addresses, and only ordinary web ones ever become a link."""

import re
from typing import Final
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})
LONGEST = 2_000
YOUTUBE: Final = re.compile(r"https?://([\w-]+\.)*youtu(be\.com|\.be)/", re.I)
SECOND: Final = re.compile(r"#t=\d+$|(?<=[?&])t=\d+s?(&|$)")
"""A second an address has already."""


def safe_url(url: str | None) -> str | None:
    """The address when it is an absolute http(s) one, else `None`.

    Blanks, control characters and a name before the host ("https://shop.example@elsewhere.example") are refused.
    """
    if not url or len(url) > LONGEST or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in SCHEMES and host and "@" not in parts.netloc else None


def at_second(url: str | None, seconds: float | None) -> str | None:
    """A video's address at a second: `?t=42s` where its site reads that, else `#t=42`; another fragment stays alone."""
    if not url or seconds is None:
        return url
    page = SECOND.sub("", url).rstrip("?&")
    if "#" in page:
        return url
    if not YOUTUBE.match(page):
        return f"{page}#t={int(seconds)}"
    return f"{page}{'&' if '?' in page else '?'}t={int(seconds)}s"
