"""Keeping what somebody uploaded until they have seen what it would change."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline.curation.models import Upload

KEPT_DAYS = 7
KEPT_EACH = 5  # of one person; the oldest go first


@transaction.atomic
def keep_upload(
    *, kind: str, name: str, content: bytes, by: AbstractBaseUser, at: datetime
) -> Upload:
    """Keep uploaded files for `by`; old ones, and all but the newest few of theirs, are dropped."""
    Upload.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    upload = Upload.objects.create(kind=kind, name=name[:200], content=content, by_id=by.pk, at=at)
    newest = Upload.objects.filter(by=by.pk).values_list("pk", flat=True)[:KEPT_EACH]
    Upload.objects.filter(by=by.pk).exclude(pk__in=list(newest)).delete()
    return upload


def drop_upload(upload: Upload) -> None:
    """Forget uploaded files: they are in the desk, or not wanted any more."""
    upload.delete()
