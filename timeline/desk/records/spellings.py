"""Finding things of the desk by any spelling of their names, in lists and autocomplete fields."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from timeline.desk.finding import found_keys
from timeline.desk.safe_lists import MAX_SEARCH, MAX_WORDS
from timeline.editions.search.words import MAX_CHARACTERS
from timeline.text import names

if TYPE_CHECKING:
    from django.contrib import admin

    Base = admin.ModelAdmin[Any]
else:
    Base = object

_SHOWN: Final = 3


class AnySpelling(Base):
    """Mixin of a `ModelAdmin`: its search finds what a search of the timeline would.

    `spelled` are the paths of the fields whose words are compared in any spelling, beside
    `search_fields`.
    """

    spelled: tuple[str, ...] = ()
    searches_any_length = True

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        # Letters are compared as far as both databases can; words, however many.
        search_term = search_term[:MAX_CHARACTERS]
        short = " ".join(search_term.split()[:MAX_WORDS])[:MAX_SEARCH]
        found, repeated = super().get_search_results(request, queryset, short)
        kind = str(self.model._meta.model_name)
        met = found_keys(queryset, self.spelled, search_term, kind)
        if not met:
            return found, repeated
        # One statement for both, so that a list is counted and cut as any other.
        either = models.Q(pk__in=found.order_by().values("pk")) | models.Q(pk__in=met)
        return queryset.filter(either), False


class Namesakes:
    """The things of a kind by their names, own and other, in any spelling."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        manager = model._default_manager
        rows = list(manager.values_list("pk", "name").order_by("pk"))
        if any(field.name == "names" for field in model._meta.get_fields()):
            rows += manager.exclude(names=None).values_list("pk", "names__name").order_by("pk")
        self._by_term: dict[str, list[tuple[int, str]]] = {}
        for pk, name in rows:
            for term in _first_terms(name):
                self._by_term.setdefault(term, []).append((pk, name))

    def of(self, spellings: Iterable[str], but: int | None = None) -> list[Any]:
        """The first things that have one of these names, without the one of a key."""
        found = {
            pk
            for spelling in spellings
            for term in _first_terms(spelling, sought=True)
            for pk, name in self._by_term.get(term, ())
            if pk != but and names.same_name(spelling, name) is not None
        }
        return list(self._model._default_manager.filter(pk__in=found).order_by("pk")[:_SHOWN])


def _first_terms(name: str, *, sought: bool = False) -> set[str]:
    """The terms of the first word of a name, and of the first two as one: two spellings of a name
    share one of them. In another script they are `sought` by other keys than they are kept by."""
    tokens = names.tokens(name)
    terms_of = names.query_terms if sought else names.index_terms
    runs = {name[tokens[0].start : one.end] for one in tokens[:2]}
    found = [terms_of(run, names=True) for run in runs]
    return {term for one in found for term in (*one.folded, *one.keys, *one.script_keys)}


class TellsNamesakes(Base):
    """Mixin of a `ModelAdmin` of what has names: a new name that something else has is told."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        thing = form.instance
        spellings = [thing.name] if not change or "name" in form.changed_data else []
        for formset in formsets:
            rows = (*formset.new_objects, *(row for row, _ in formset.changed_objects))
            spellings += [row.name for row in rows if hasattr(row, "name")]
        if spellings:
            tell_namesakes(request, thing, spellings)


def tell_namesakes(request: HttpRequest, thing: Any, spellings: Sequence[str]) -> None:
    """Show who has just given these names to a thing the others that it may be."""
    model = thing._meta.model_name
    for other in Namesakes(type(thing)).of(spellings, but=thing.pk):
        change = reverse(f"admin:curation_{model}_change", args=[other.pk])
        text = format_html(
            "“{}” may be <a href='{}'>{}</a>, which the desk has already.",
            thing.name, change, other.name,
        )  # fmt: skip
        if hasattr(other, "names"):
            merge = reverse(f"admin:curation_{model}_merge", args=[thing.pk])
            text = format_html("{} If so, <a href='{}'>merge the two</a>.", text, merge)
        messages.warning(request, text)
