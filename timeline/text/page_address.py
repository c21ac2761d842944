"""One page by whatever way its address is written.

    >>> page_key("https://m.example.org/a/?utm_source=x#top") == page_key("http://www.example.org/a")
    True

Scheme, port, `www.` and the names of mobile sites, a slash or `index.html` at the end, the order of
parameters, fragments, percent-encoding (RFC 3986, section 6.2.2) and what follows people about make
no difference. An address in a web archive is that of the page that was archived. The key is no
address: it may lead nowhere.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from timeline.text.tracking import is_tracking

_ARCHIVED: Final = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|vn|fo|md))"
    r"/[0-9]{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"^(?:www[0-9]?|m|mobile|amp|touch)\.(?=[^.]+\.[^.]+)")
_END: Final = re.compile(r"(?:/(?:index|default)\.(?:html?|php|aspx?)|/amp)?/*$", re.IGNORECASE)
# Names that others add to addresses, and that some sites give pages of their own: `?source=2`.
_OWN: Final = frozenset(("source", "feature", "share", "campaign", "partner", "shared", "email"))
_SHORTEST: Final = 4  # letters of a name that is taken off


def page_key(address: str) -> str:
    """What two addresses have in common that lead to one page; empty for what is no address."""
    if inner := _ARCHIVED.fullmatch(address.strip()):
        address = re.sub(r"^(https?):/+", r"\1://", inner[1])
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host or parts.scheme not in ("http", "https"):
        return ""
    bare = _BESIDE.sub("", host)
    path = _END.sub("", unquote(parts.path))
    kept = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _follows(pair[0])
    )
    query = "&".join(f"{name}={value}" for name, value in kept)
    return f"{bare}{path}?{query}" if query else f"{bare}{path}"


def _follows(name: str) -> bool:
    """Whether a parameter follows people about, and surely says nothing of the page."""
    return len(name) >= _SHORTEST and name.lower() not in _OWN and is_tracking(name)
