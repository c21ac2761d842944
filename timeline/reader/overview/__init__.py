"""The overview: a view of the timeline as a picture, phases by steps of time."""

from timeline.reader.overview.picture import Overview, StepNumbers, picture_of, stretches_of

__all__ = ["Overview", "StepNumbers", "picture_of", "stretches_of"]
