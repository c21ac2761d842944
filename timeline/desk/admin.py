"""The desk: where curators write, review and prove, in the Django admin."""

from django.contrib import admin

from timeline.desk.people import GroupsAdmin, PeopleAdmin
from timeline.desk.publish.admin import EditionAdmin
from timeline.desk.records.catalogue import ActorAdmin, PhaseAdmin, PlaceAdmin, PublisherAdmin
from timeline.desk.records.disputes import DisputeAdmin
from timeline.desk.records.events import EventAdmin
from timeline.desk.records.excerpts import ExcerptAdmin
from timeline.desk.records.lexicon import TermAdmin
from timeline.desk.records.operations_admin import OperationAdmin
from timeline.desk.records.site import GapAdmin, SiteAdmin, StoryAdmin
from timeline.desk.records.sources import SourceAdmin
from timeline.desk.records.uploads import UploadAdmin
from timeline.desk.reports import ReportAdmin

__all__ = [
    "ActorAdmin",
    "DisputeAdmin",
    "EditionAdmin",
    "EventAdmin",
    "ExcerptAdmin",
    "GapAdmin",
    "GroupsAdmin",
    "OperationAdmin",
    "PeopleAdmin",
    "PhaseAdmin",
    "PlaceAdmin",
    "PublisherAdmin",
    "ReportAdmin",
    "SiteAdmin",
    "SourceAdmin",
    "StoryAdmin",
    "TermAdmin",
    "UploadAdmin",
]

admin.site.site_header = "Aftermath desk"
admin.site.site_title = "Aftermath desk"
admin.site.index_title = "The desk"
