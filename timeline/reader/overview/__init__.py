"""The overview: all events of an edition as a picture, the present view strong, the rest faint."""

from timeline.reader.overview.picture import Picture, picture, small

__all__ = ["Picture", "picture", "small"]
