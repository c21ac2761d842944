"""Finding things of the desk by any spelling of their names, in lists and autocomplete fields."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from timeline.text import names
from timeline.text.names import IndexTerms, QueryTerms

if TYPE_CHECKING:
    from django.contrib import admin

    Base = admin.ModelAdmin[Any]
else:
    Base = object

MOST_READ: Final = 20_000  # texts that one search reads; of more, letters alone are compared
_SHOWN: Final = 3


class AnySpelling(Base):
    """Mixin of a `ModelAdmin`: its search finds what every word of it meets in any spelling.

    `spelled` are the paths of the fields whose words are compared so, beside `search_fields`.
    """

    spelled: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        found, repeated = super().get_search_results(request, queryset, search_term)
        words = [names.query_terms(token.surface) for token in names.tokens(search_term)]
        texts = queryset.order_by().values_list("pk", *self.spelled).distinct()
        if not words or texts[MOST_READ:].exists():
            return found, repeated
        met = _met(words, texts)
        if not met:
            return found, repeated
        # One statement for both, so that a list is counted and cut as any other.
        either = models.Q(pk__in=found.order_by().values("pk")) | models.Q(pk__in=met)
        return queryset.filter(either), False


def _met(words: list[QueryTerms], rows: Iterable[tuple[Any, ...]]) -> set[int]:
    """The keys of the things of which some one text meets every word."""
    return {
        pk
        for pk, *texts in rows
        if any(text and _meets(words, names.index_terms(text, names=True)) for text in texts)
    }


def _meets(words: list[QueryTerms], there: IndexTerms) -> bool:
    return all(
        any(
            not set(sought).isdisjoint(found)
            for sought, found in (
                (word.exact, there.exact),
                (word.folded, there.folded),
                (word.stems, there.stems),
                (word.keys, there.keys),
                (word.script_keys, there.script_keys),
            )
        )
        for word in words
    )


def namesakes(thing: Any) -> list[Any]:
    """Other things of the kind that have the name of this one, in any spelling."""
    rows = (
        type(thing)
        ._default_manager.exclude(pk=thing.pk)
        .values_list("pk", "name", "names__name")
        .order_by("pk")
    )
    same = {
        pk
        for pk, *spellings in rows
        if any(one and names.same_name(thing.name, one) is not None for one in spellings)
    }
    return list(type(thing)._default_manager.filter(pk__in=same).order_by("pk")[:_SHOWN])


def tell_namesakes(request: HttpRequest, thing: Any) -> None:
    """Show who has just made a thing those that it may be already."""
    model = thing._meta.model_name
    for other in namesakes(thing):
        change = reverse(f"admin:curation_{model}_change", args=[other.pk])
        merge = reverse(f"admin:curation_{model}_merge", args=[thing.pk])
        text = format_html(
            "“{}” may be <a href='{}'>{}</a>, which the desk has already. If so, "
            "<a href='{}'>merge the two</a>.",
            thing.name, change, other.name, merge,
        )  # fmt: skip
        messages.warning(request, text)
