"""Admin of the lexicon of the search."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from timeline.curation.models import Term
from timeline.desk.records.renaming import RenamePages
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling
from timeline.editions import archive
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reports.models import SoughtWord


@admin.register(Term)
class TermAdmin(AnySpelling, RenamePages, StagedAdmin):
    spelled = ("name",)
    list_display = ["name", "words", "equal", "broader", "slug"]
    search_fields = ["name", "words", "equal", "broader", "slug"]
    search_help_text = "Searches all wordings and slugs."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "words", "equal", "broader", "actors", "places", "note"]
    autocomplete_fields = ["actors", "places"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A word that readers looked for, as the list of these links here."""
        words = request.GET.get("words", "")
        return {"words": words} if words.isprintable() and len(words) <= SoughtWord.LONGEST else {}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """With how many events of the latest edition a search for each term finds."""
        return [*super().get_list_display(request), _finds()]


def _finds() -> Callable[[Term], str]:
    latest = archive.latest_edition()
    index = PublishedSnapshot(latest).index if latest else None

    @admin.display(description="finds, in the latest edition")
    def finds(term: Term) -> str:
        """A term that finds nothing is of no use."""
        if index is None:
            return "not published"
        count = len(find(index, term.name).ranks)
        return f"{count} event{'' if count == 1 else 's'}" if count else "nothing"

    return finds
