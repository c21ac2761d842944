"""The address of this site, which the setting SITE_URL alone says.

No absolute address is made from a request: its Host header is what a stranger wrote, and a cache in
front would keep what was made of it for others.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.encoding import iri_to_uri


def absolute(path: str) -> str:
    """The absolute address of a path on this site, with or without a query, as a URI (RFC 3986).

    Raises ValueError for anything but a path from the root, so that nothing from outside can name
    another host.
    """
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        raise ValueError(f"{path!r} is no path from the root of this site.")
    return f"{settings.SITE_URL}{iri_to_uri(path)}"


def path_to(route: str, *args: Any, **kwargs: Any) -> str:
    """The path of a route, as `reverse` finds it, which a page asks for some twenty times.

    Raises NoReverseMatch where there is none.
    """
    return _path_to(route, args, tuple(kwargs.items()), get_script_prefix(), get_urlconf())


@lru_cache(maxsize=4096)
def _path_to(
    route: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], *_: str | None
) -> str:
    return reverse(route, args=args, kwargs=dict(kwargs))


def site_host() -> str:
    """The name of this site's host, with its port where that is not the usual one."""
    return urlsplit(settings.SITE_URL).netloc
