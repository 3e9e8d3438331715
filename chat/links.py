"""Links that may be shown: UGC exports carry addresses, and only ordinary web ones ever become a link."""

from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})
LONGEST = 2_000


def safe_url(url: str | None) -> str | None:
    """The address when it is an absolute http(s) one without blanks or control characters, else `None`."""
    if not url or len(url) > LONGEST or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in SCHEMES and host else None


def moment_url(url: str | None, start_s: float | None) -> str | None:
    """A video's address at the second where the quote begins, such as `https://…#t=42`; `None` without a safe one."""
    address = safe_url(url)
    if address is None or start_s is None or "#" in address:
        return address
    return f"{address}#t={int(start_s)}"
