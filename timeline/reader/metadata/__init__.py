"""What a page tells machines of itself: its share picture, and its meaning in schema.org's terms.

One module a kind of page; each makes a `Metadata`. The template `reader/_metadata.html` writes it,
as Open Graph and JSON-LD; a page without one still has its title, description and picture.
"""

from timeline.reader.metadata.base import Metadata
from timeline.reader.metadata.event import of_event
from timeline.reader.metadata.things import (
    of_about,
    of_actor,
    of_dispute,
    of_edition,
    of_list,
    of_place,
    of_publisher,
    of_source,
)
from timeline.reader.metadata.view import of_view

__all__ = [
    "Metadata",
    "of_about",
    "of_actor",
    "of_dispute",
    "of_edition",
    "of_event",
    "of_list",
    "of_place",
    "of_publisher",
    "of_source",
    "of_view",
]
