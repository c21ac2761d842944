"""Keeping the page that a source was read from, and what later looks at the original find."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.curation.models import Excerpt, PageCopy, Source, SourceCheck
from timeline.curation.wacz import packed, stamped

_NO_ADDRESS = "urn:sha256:"


@transaction.atomic
def keep_snapshot(
    source: Source,
    *,
    page: bytes,
    content_type: str,
    by: AbstractBaseUser,
    headers: Iterable[tuple[str, str]] = (),
) -> PageCopy:
    """Keep the bytes of a page as a WACZ file with its digest, under the source’s address.

    A page that has no address, such as a document that somebody was sent, is known by its digest.
    """
    at = timezone.now()
    url = source.url or f"{_NO_ADDRESS}{hashlib.sha256(page).hexdigest()}"
    wacz = packed(
        page, url=url, title=source.title, content_type=content_type, at=at, headers=headers
    )
    return PageCopy.objects.create(
        source=source,
        url=url,
        made_at=at,
        by_id=by.pk,
        wacz=wacz,
        sha256=hashlib.sha256(wacz).hexdigest(),
    )


def stamp_snapshot(snapshot: PageCopy) -> bool:
    """Ask the operator’s time-stamping authority to stamp a snapshot; answers whether it did.

    Nothing is asked where none is named. Raises `StampError` of `timeline.curation.wacz`. Call it
    outside of transactions: it waits for somebody else’s machine.
    """
    if not settings.TSA:
        return False
    snapshot.stamp = stamped(bytes(snapshot.wacz), settings.TSA)
    snapshot.stamped_by = settings.TSA[:300]
    snapshot.save()
    return True


@transaction.atomic
def note_check(
    source: Source,
    *,
    at: datetime,
    url: str,
    problem: str = "",
    standing: Sequence[Excerpt] = (),
    missing: Sequence[Excerpt] = (),
    moved: bool = False,
) -> SourceCheck:
    """Keep what a look at the original of a source found, and the day."""
    return SourceCheck.objects.create(
        source=source,
        at=at,
        url=url[:1000],
        problem=problem,
        standing=[excerpt.slug for excerpt in standing],
        missing=[excerpt.slug for excerpt in missing],
        moved=moved,
    )
