"""The forms of the desk: what curators type, checked and kept as they typed it."""

from timeline.curation.forms.fields import EdtfField, PlainTextField, QuoteField, VerbatimField
from timeline.curation.forms.things import (
    EventForm,
    EventLinkForm,
    ExcerptForm,
    ExcerptFormSet,
    GapForm,
    PositionFormSet,
    RecordForm,
    SourceForm,
    TieForm,
)

__all__ = [
    "EdtfField",
    "EventForm",
    "EventLinkForm",
    "ExcerptForm",
    "ExcerptFormSet",
    "GapForm",
    "PlainTextField",
    "PositionFormSet",
    "QuoteField",
    "RecordForm",
    "SourceForm",
    "TieForm",
    "VerbatimField",
]
