"""Admin of who, where, by whom and in which chapter."""

from django.contrib import admin

from timeline.curation.models import Actor, ActorName, Phase, Place, PlaceName, Publisher
from timeline.desk.finding import NAME_TEXTS
from timeline.desk.records.base import PartInline
from timeline.desk.records.merging import MergePages
from timeline.desk.records.renaming import RenamePages
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling, TellsNamesakes


class ActorNameInline(PartInline):
    model = ActorName
    verbose_name = "name or spelling"
    verbose_name_plural = "other names and spellings"


class PlaceNameInline(PartInline):
    model = PlaceName
    verbose_name = "name or spelling"
    verbose_name_plural = "other names and spellings"


@admin.register(Actor)
class ActorAdmin(TellsNamesakes, AnySpelling, MergePages, RenamePages, StagedAdmin):
    spelled = NAME_TEXTS
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


@admin.register(Place)
class PlaceAdmin(TellsNamesakes, AnySpelling, MergePages, RenamePages, StagedAdmin):
    spelled = NAME_TEXTS
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


@admin.register(Publisher)
class PublisherAdmin(TellsNamesakes, AnySpelling, RenamePages, StagedAdmin):
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
class PhaseAdmin(AnySpelling, RenamePages, StagedAdmin):
    spelled = ("name", "description")
    list_display = ["name", "position", "description", "slug"]
    search_fields = ["name", "slug"]
    search_help_text = "Searches names and slugs."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "position", "description"]
