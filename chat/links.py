"""Links that may be shown: UGC exports carry addresses, and only ordinary web ones ever become a link."""

from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})
LONGEST = 2_000


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
