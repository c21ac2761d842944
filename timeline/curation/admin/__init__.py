"""The desk: where curators write, review and prove, in the Django admin."""

from django.contrib import admin

from timeline.curation.admin.catalogue import ActorAdmin, PhaseAdmin, PlaceAdmin, PublisherAdmin
from timeline.curation.admin.disputes import DisputeAdmin
from timeline.curation.admin.events import EventAdmin
from timeline.curation.admin.excerpts import ExcerptAdmin
from timeline.curation.admin.people import GroupsAdmin, PeopleAdmin
from timeline.curation.admin.sources import SourceAdmin
from timeline.curation.admin.uploads import UploadAdmin

__all__ = [
    "ActorAdmin",
    "DisputeAdmin",
    "EventAdmin",
    "ExcerptAdmin",
    "GroupsAdmin",
    "PeopleAdmin",
    "PhaseAdmin",
    "PlaceAdmin",
    "PublisherAdmin",
    "SourceAdmin",
    "UploadAdmin",
]

admin.site.site_header = "Aftermath desk"
admin.site.site_title = "Aftermath desk"
admin.site.index_title = "The desk"
