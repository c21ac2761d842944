"""Everything that writes curated state: one function a verb, keyword arguments, atomic.

`by` is the user who does it, and whom the history names. An action that may not be done raises
`ActionRefusedError` and has written nothing.
"""

from timeline.curation.actions.adding import AddedPage, EventOfPage, NewPage, add_page
from timeline.curation.actions.approving import (
    approval_problems,
    needs_another,
    was_ever_approved,
    withdrawal_problems,
)
from timeline.curation.actions.assigning import assign, assignment_of, give_back
from timeline.curation.actions.commenting import comment, resolve_comment
from timeline.curation.actions.copying import keep_snapshot, note_check, stamp_snapshot
from timeline.curation.actions.deleting import (
    delete,
    deletion_problems,
    excerpts_in_use,
)
from timeline.curation.actions.editing import (
    EDIT_SAYS,
    EXCERPT_OWN_FIELDS,
    record_carried,
    record_change,
    record_new,
    revert,
    revertible_values,
)
from timeline.curation.actions.finding_twins import (
    find_all_twins,
    find_twins,
    like_sources,
    say_republishes,
    set_apart,
)
from timeline.curation.actions.guessing import confirm_guess, keep_guesses
from timeline.curation.actions.merging import MERGEABLE, Merged, merge, preview_merge
from timeline.curation.actions.renaming import rename
from timeline.curation.actions.review import (
    approve,
    return_to_draft,
    submit_for_review,
    take_back_approval,
    withdraw,
)
from timeline.curation.actions.source_desk import mark, mark_new, replace_text
from timeline.curation.actions.tying import tie, untie
from timeline.curation.actions.undoing import restore_part, undo
from timeline.curation.actions.verifying import relocate, return_unverified

__all__ = [
    "EDIT_SAYS",
    "EXCERPT_OWN_FIELDS",
    "MERGEABLE",
    "AddedPage",
    "EventOfPage",
    "Merged",
    "NewPage",
    "add_page",
    "approval_problems",
    "approve",
    "assign",
    "assignment_of",
    "comment",
    "confirm_guess",
    "delete",
    "deletion_problems",
    "excerpts_in_use",
    "find_all_twins",
    "find_twins",
    "give_back",
    "keep_guesses",
    "keep_snapshot",
    "like_sources",
    "mark",
    "mark_new",
    "merge",
    "needs_another",
    "note_check",
    "preview_merge",
    "record_carried",
    "record_change",
    "record_new",
    "relocate",
    "rename",
    "replace_text",
    "resolve_comment",
    "restore_part",
    "return_to_draft",
    "return_unverified",
    "revert",
    "revertible_values",
    "say_republishes",
    "set_apart",
    "stamp_snapshot",
    "submit_for_review",
    "take_back_approval",
    "tie",
    "undo",
    "untie",
    "was_ever_approved",
    "withdraw",
    "withdrawal_problems",
]
