"""The source desk: a source's text as a curator reads it, with its passages marked in place."""

from timeline.desk.source_desk.views import SourceDesk

__all__ = ["SourceDesk"]
