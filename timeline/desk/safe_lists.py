"""Lists of the admin that answer a bad query string with 400, never with 500.

Shared by the admins of all our apps, which may not import each other.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object

MAX_SEARCH = 200  # characters; a longer LIKE pattern fails on SQLite
MAX_WORDS = 12
_DATE_PARTS = {"year": (1, 9998), "month": (1, 12), "day": (1, 31)}


def check_search(term: str) -> None:
    """Refuse a search that one engine or the other could not run."""
    _refuse_controls([term])
    if len(term) > MAX_SEARCH or len(term.split()) > MAX_WORDS:
        raise BadRequest(
            f"The search has {len(term)} characters and {len(term.split())} words. "
            f"Search for at most {MAX_SEARCH} characters and {MAX_WORDS} words."
        )


def check_list(
    request: HttpRequest, date_hierarchy: str | None, *, searches_any_length: bool = False
) -> None:
    """Refuse a query string that a changelist could not answer."""
    for name, values in request.GET.lists():
        _refuse_controls([name, *map(str, values)])
    if not searches_any_length:
        check_search(request.GET.get("q", ""))
    page = request.GET.get("p", "1")
    if not re.fullmatch(r"[0-9]{1,6}", page):
        raise BadRequest(f"p={page[:40]!r} is not a page number. Write 1 or more.")
    for part, (least, most) in _DATE_PARTS.items() if date_hierarchy else ():
        name = f"{date_hierarchy}__{part}"
        for value in request.GET.getlist(name):
            if not re.fullmatch(r"[0-9]{1,4}", value) or not least <= int(value) <= most:
                raise BadRequest(f"{name}={value[:40]!r} is not a {part} from {least} to {most}.")


def known_lookups(filters: Iterable[object], date_hierarchy: str | None) -> set[str]:
    """The parameters that a list's own filters and dates put into its links."""
    known: set[str] = set()
    for item in filters:
        parameter = getattr(item, "parameter_name", None)
        if parameter:
            known.add(parameter)
            continue
        path = item[0] if isinstance(item, tuple) else item
        known |= {f"{path}__exact", f"{path}__id__exact", f"{path}__isnull"}
    if date_hierarchy:
        known |= {f"{date_hierarchy}__{part}" for part in _DATE_PARTS}
    return known


def is_key(text: str) -> bool:
    """Whether text may be the primary key of a thing, in the digits that the desk's links have."""
    return re.fullmatch(r"[0-9]{1,18}", text) is not None


def _refuse_controls(texts: Iterable[str]) -> None:
    for text in texts:
        for char in text:
            if unicodedata.category(char) in {"Cc", "Cs"}:
                raise BadRequest(
                    f"The address contains the control character U+{ord(char):04X}. Remove it."
                )


class SafeLists(Base):
    """Mixin of a `ModelAdmin`: its list takes only the parameters of its own links."""

    list_per_page = 50
    show_facets = ShowFacets.NEVER
    searches_any_length = False  # or whether what is pasted is searched, however long it is

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        check_list(request, self.date_hierarchy, searches_any_length=self.searches_any_length)
        return super().changelist_view(request, extra_context)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup in known_lookups(self.get_list_filter(request), self.date_hierarchy)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Also called for the suggestions of autocomplete fields."""
        check_search(search_term)
        return super().get_search_results(request, queryset, search_term)
