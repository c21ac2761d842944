"""The source desk: a source's text as a curator reads it, with its passages marked in place."""

from timeline.curation.admin.source_desk.views import SourceDesk

__all__ = ["SourceDesk"]
