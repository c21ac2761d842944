"""What the next edition is to hold: the only room here that reads what curators edit.

`plan()` answers with every document that would be public, and with which of them are new, changed
or withdrawn. It writes nothing.
"""

from timeline.editions.build.further import desk_document, dispute_document
from timeline.editions.build.holding import HeldBack, HeldPlan, hold_back
from timeline.editions.build.keys import Key, keys_by_kind
from timeline.editions.build.plan import Plan, plan, with_documents
from timeline.editions.build.surroundings import AROUND, Draft
from timeline.editions.build.things import event_document, source_document

__all__ = [
    "AROUND",
    "Draft",
    "HeldBack",
    "HeldPlan",
    "Key",
    "Plan",
    "desk_document",
    "dispute_document",
    "event_document",
    "hold_back",
    "keys_by_kind",
    "plan",
    "source_document",
    "with_documents",
]
