"""Addresses of passages: a page's address with a text directive.

Standard: WICG draft "URL Fragment Text Directives".
"""

import re
from typing import Final
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from timeline.text.quote_links import Directive, Page

__all__ = ["encoded", "link", "text_fragment"]

_LONG_CONTEXT: Final = 120


def encoded(directive: Directive) -> str:
    """A directive as it stands behind ``:~:`` in an address: "text=Later-,the%20gate".

    Raises ValueError for lone surrogates, which no page can contain.
    """
    parts = [
        directive.prefix and _encoded(directive.prefix) + "-",
        _encoded(directive.start),
        directive.end and _encoded(directive.end),
        directive.suffix and "-" + _encoded(directive.suffix),
    ]
    return "text=" + ",".join(filter(None, parts))


def link(url: str, directive: str) -> str:
    """The address of what an encoded directive marks on the page at ``url``.

    An existing fragment is kept, an existing directive replaced. Raises ValueError for a URL that
    is not http or https.
    """
    address, _, fragment = _web_address(url).partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:{directive}"


def text_fragment(url: str, quote: str, prefix: str = "", suffix: str = "") -> str:
    """Link to ``quote`` on a page whose text is not known; whether it fits once is not proven.

    A quote longer than 80 characters, or with a line break in it, is given by its first and last
    words, because a browser looks for each part within one block. Raises ValueError for a URL that
    is not http or https and for an empty quote.
    """
    lines = [" ".join(line.split()) for line in quote.splitlines()]
    directive = Page("\n".join(filter(None, lines))).whole()
    before = [line for line in prefix.splitlines() if line.strip()][-1:]
    after = [line for line in suffix.splitlines() if line.strip()][:1]
    with_context = Directive(
        directive.start, directive.end, "".join(map(_tail, before)), "".join(map(_head, after))
    )
    return link(url, encoded(with_context))


def _tail(line: str) -> str:
    """The end of a long prefix, cut between words."""
    line = " ".join(line.split())
    return line if len(line) <= _LONG_CONTEXT else line[-_LONG_CONTEXT:].partition(" ")[2] or line


def _head(line: str) -> str:
    """The beginning of a long suffix, cut between words."""
    line = " ".join(line.split())
    return line if len(line) <= _LONG_CONTEXT else line[:_LONG_CONTEXT].rpartition(" ")[0] or line


def _encoded(part: str) -> str:
    """Percent-encode all that is no plain letter or digit; "-", "," and "&" are syntax here."""
    try:
        return percent_encode(part, safe="").replace("-", "%2D")
    except UnicodeEncodeError:
        raise ValueError("The quote has a lone surrogate, which no page can contain.") from None


# Characters that turn the reading direction: what stands in an address is then not what one reads.
_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_web_address(url: str) -> bool:
    """Whether a URL is an absolute http or https one, without spaces, control characters, and
    characters that turn the reading direction."""
    try:
        _web_address(url)
    except ValueError:
        return False
    return not _TURNING.search(url)


def _web_address(url: str) -> str:
    """The URL, checked to be an absolute http or https one without spaces or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"{url[:200]!r} is no web address: {error}.") from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or not re.fullmatch(r"[^\s\x00-\x1f\x7f]+", url)
    ):
        raise ValueError(
            f"{url[:200]!r} is no web address; use one that starts with https:// or http://."
        )
    return url
