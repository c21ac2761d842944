"""Addresses as a search knows them: the same page by any way of writing its address."""

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from timeline.editions.kinds import KINDS, Kind
from timeline.text.names_script import encode

_WORD: Final = re.compile(r"[^\W_]+")
_OURS: Final = re.compile(r"/(events|sources|actors|places|publishers|disputes)/([a-z0-9-]+)/?$")
_FACET: Final = {f"{name}s": one.facet for name, one in KINDS.items() if one.facet}


def address_terms(address: str) -> tuple[str, ...]:
    """An address as terms in order: a shorter address of the same site begins with the same ones.

    Scheme, `www.`, a fragment and letters as percents make no difference. Empty for what is none.
    """
    parts = _split(address)
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    if parts is None or "." not in host:
        return ()
    plain = unquote(f"{host}{parts.path} {parts.query}").lower()
    return ("w0x", *(f"w0{encode(word)}" for word in _WORD.findall(plain)))


def slug_term(slug: str) -> str:
    """The term under which an event is found by its own address."""
    return f"w1{encode(slug)}"


def of_ours(address: str) -> tuple[str, str] | None:
    """Facet and value, or `event` and slug, that an address of a page like ours names."""
    parts = _split(address)
    match = _OURS.search(parts.path) if parts else None
    if match is None:
        return None
    return _FACET.get(match[1], Kind.EVENT.value), match[2]


def _split(address: str) -> SplitResult | None:
    """An address in its parts, without the marks of a sentence after it; None for what is none."""
    text = address.strip().rstrip(".,;:!?)»”’\"'")
    try:
        return urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        return None
