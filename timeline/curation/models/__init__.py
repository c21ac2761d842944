"""What curators edit: the working state of the timeline.

Nothing here is public. `timeline.editions` takes a copy of what is approved when an edition is
published, and the public pages read only that copy.
"""

from timeline.curation.models.catalogue import (
    Actor,
    ActorName,
    Phase,
    Place,
    PlaceName,
    Publisher,
)
from timeline.curation.models.disputes import Dispute, Position
from timeline.curation.models.events import Event, EventLink, Excerpt, Participation
from timeline.curation.models.lexicon import Term
from timeline.curation.models.likeness import SourcePrint, TextMark, Twin
from timeline.curation.models.operations import Operation
from timeline.curation.models.page_copies import PageCopy, SourceCheck
from timeline.curation.models.review import Comment, Decision, Guess, Presence
from timeline.curation.models.site import Clock, Gap, GapAddress, Site, Story, StoryStep
from timeline.curation.models.sources import Source
from timeline.curation.models.ties import Tie
from timeline.curation.models.transfers import Upload
from timeline.curation.models.working import Assignment, Notices

__all__ = [
    "Actor",
    "ActorName",
    "Assignment",
    "Clock",
    "Comment",
    "Decision",
    "Dispute",
    "Event",
    "EventLink",
    "Excerpt",
    "Gap",
    "GapAddress",
    "Guess",
    "Notices",
    "Operation",
    "PageCopy",
    "Participation",
    "Phase",
    "Place",
    "PlaceName",
    "Position",
    "Presence",
    "Publisher",
    "Site",
    "Source",
    "SourceCheck",
    "SourcePrint",
    "Story",
    "StoryStep",
    "Term",
    "TextMark",
    "Tie",
    "Twin",
    "Upload",
]
