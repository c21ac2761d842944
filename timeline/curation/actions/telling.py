"""Signals of what happened to a thing that somebody may want to hear of.

Actions send them; the desk listens, and mails. Nothing depends on whether anybody does.
"""

from django.dispatch import Signal

decided = Signal()  # thing, kind (of the decision), by
assigned = Signal()  # thing, person, by
