"""What curators and editors say to each other about an event."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Comment, Event
from timeline.curation.models.review import COMMENT_MAX
from timeline.curation.validators import validate_plain


@transaction.atomic
def comment(event: Event, *, by: AbstractBaseUser, text: str) -> Comment:
    """Leave a comment on an event. Line breaks stay; refused when it says nothing."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise ActionRefusedError("The comment is empty. Write what you want to say.")
    if len(said) > COMMENT_MAX:
        raise ActionRefusedError(
            f"The comment has {len(said)} characters. Write at most {COMMENT_MAX}, or two comments."
        )
    try:
        validate_plain(said)
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    return Comment.objects.create(
        event=event, author_id=by.pk, written_at=timezone.now(), text=said
    )


@transaction.atomic
def resolve_comment(comment: Comment, *, by: AbstractBaseUser) -> None:
    """Note that what a comment asks for is done; who did so first stays named."""
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(
        resolved_by_id=by.pk, resolved_at=timezone.now()
    )
