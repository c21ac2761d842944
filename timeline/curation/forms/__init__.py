"""The forms of the desk: what curators type, checked and kept as they typed it."""

from timeline.curation.forms.fields import EdtfField, PlainTextField, QuoteField, VerbatimField
from timeline.curation.forms.things import (
    DeskForm,
    EventForm,
    EventLinkForm,
    ExcerptForm,
    ExcerptFormSet,
    PositionFormSet,
    SourceForm,
    TieForm,
)

__all__ = [
    "DeskForm",
    "EdtfField",
    "EventForm",
    "EventLinkForm",
    "ExcerptForm",
    "ExcerptFormSet",
    "PlainTextField",
    "PositionFormSet",
    "QuoteField",
    "SourceForm",
    "TieForm",
    "VerbatimField",
]
