"""Admin of who, where, by whom and in which chapter."""

from typing import Any

from django.contrib import admin

from timeline.curation.models import Actor, ActorName, Phase, Place, PlaceName, Publisher
from timeline.desk.records.base import PartInline
from timeline.desk.records.merging import MergePages
from timeline.desk.records.renaming import RenamePages
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling, tell_namesakes


class ActorNameInline(PartInline):
    model = ActorName
    verbose_name = "name or spelling"
    verbose_name_plural = "other names and spellings"


class PlaceNameInline(PartInline):
    model = PlaceName
    verbose_name = "name or spelling"
    verbose_name_plural = "other names and spellings"


@admin.register(Actor)
class ActorAdmin(AnySpelling, MergePages, RenamePages, StagedAdmin):
    spelled = ("name", "names__name")
    list_display = ["name", "kind", "part_of", "slug"]
    list_select_related = ["part_of"]
    list_filter = ["kind"]
    search_fields = ["name", "names__name", "slug"]
    search_help_text = "Searches names, other spellings and slugs."
    autocomplete_fields = ["part_of"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "part_of", "description"]
    inlines = [ActorNameInline]
    parts = [(ActorName, "actor")]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            tell_namesakes(request, obj)


@admin.register(Place)
class PlaceAdmin(AnySpelling, MergePages, RenamePages, StagedAdmin):
    spelled = ("name", "names__name")
    list_display = ["name", "kind", "within", "slug"]
    list_select_related = ["within"]
    list_filter = ["kind"]
    search_fields = ["name", "names__name", "slug"]
    search_help_text = "Searches names, other spellings and slugs."
    autocomplete_fields = ["within"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "within", ("latitude", "longitude"), "description"]
    inlines = [PlaceNameInline]
    parts = [(PlaceName, "place")]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            tell_namesakes(request, obj)


@admin.register(Publisher)
class PublisherAdmin(AnySpelling, RenamePages, StagedAdmin):
    spelled = ("name",)
    list_display = ["name", "nature", "traits_said", "country", "slug"]
    list_filter = ["country"]
    search_fields = ["name", "nature", "slug"]
    search_help_text = "Searches names, natures and slugs."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "nature", "traits", "country", "homepage", "description"]

    @admin.display(description="traits")
    def traits_said(self, publisher: Publisher) -> str:
        return publisher.traits_in_words()


@admin.register(Phase)
class PhaseAdmin(RenamePages, StagedAdmin):
    list_display = ["name", "position", "description", "slug"]
    search_fields = ["name", "slug"]
    search_help_text = "Searches names and slugs."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "position", "description"]
