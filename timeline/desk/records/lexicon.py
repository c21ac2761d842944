"""Admin of the lexicon of the search."""

from django.contrib import admin

from timeline.curation.models import Term
from timeline.desk.records.base import DeskAdmin
from timeline.desk.records.renaming import RenamePages


@admin.register(Term)
class TermAdmin(RenamePages, DeskAdmin):
    list_display = ["name", "words", "equal", "broader", "slug"]
    search_fields = ["name", "words", "equal", "broader", "slug"]
    search_help_text = "Searches all wordings and slugs."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "words", "equal", "broader", "actors", "places", "note"]
    autocomplete_fields = ["actors", "places"]
