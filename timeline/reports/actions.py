"""What happens to reports: they are received, and a person of the desk handles them."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from timeline.editions.models import Edition
from timeline.editions.site import site_of
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reports.models import Report, State
from timeline.reports.senders import AN_HOUR, MOST_EACH, SENDERS

logger = logging.getLogger(__name__)

MOST_IN_AN_HOUR: Final = 60  # a team of a few people reads them
RESERVED: Final = 20  # of these, for who has sent none in this hour
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
_LENGTH: Final = 10  # 30^10: the answer to a report is open to whoever knows its reference


class TooManyReportsError(Exception):
    """The desk has as many reports of the last hour as it takes, of everybody or, with `yours`, of
    this sender; `wait` says for how long."""

    def __init__(self, wait: timedelta, *, yours: bool) -> None:
        super().__init__("There have been too many reports in the last hour.")
        self.wait, self.yours = wait, yours


class HandledMeanwhileError(Exception):
    """Somebody else has handled the report since it was opened."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: a thing, or the whole timeline with an empty slug, in an edition."""

    kind: str
    slug: str
    edition: Edition
    title: str


def receive(
    about: Subject,
    *,
    problem: str,
    message: str,
    contact: str = "",
    sender: str = "",
    at: datetime | None = None,
) -> Report:
    """Keep a report, and mail it to the desk where `REPORT_EMAIL` is set. Nothing is kept of the
    address of the `sender` (`timeline.reports.senders`).

    Raises TooManyReportsError beyond what one sender may send in an hour, and all of them. A mail
    that cannot be sent is logged; the report is kept all the same.
    """
    now = at or timezone.now()
    with transaction.atomic():
        # One after the other, so that of many at once none is left out of the count.
        Edition.objects.select_for_update().get(pk=about.edition.pk)
        _refuse_too_many(SENDERS.times(sender, now), now)
        report = Report.objects.create(
            reference="".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
            kind=about.kind,
            slug=about.slug,
            edition=about.edition,
            title=about.title[:300],
            problem=problem,
            message=message,
            contact=contact,
            received_at=now,
        )
    SENDERS.note(sender, now)
    _mail(report)
    return report


def _refuse_too_many(mine: list[datetime], now: datetime) -> None:
    """Raise TooManyReportsError where the desk takes none now from who has sent at these times."""
    if len(mine) >= MOST_EACH:
        raise TooManyReportsError(mine[-MOST_EACH] + AN_HOUR - now, yours=True)
    most = MOST_IN_AN_HOUR - RESERVED if mine else MOST_IN_AN_HOUR
    recent = Report.objects.filter(received_at__gt=now - AN_HOUR).order_by("-received_at")
    times = list(recent.values_list("received_at", flat=True)[:most])
    if len(times) == most:
        raise TooManyReportsError(times[-1] + AN_HOUR - now, yours=False)


def _site(report: Report) -> str:
    """What the site is called by the edition that the report is about."""
    return site_of(PublishedSnapshot(report.edition).index).name


def _mail(report: Report) -> None:
    if not settings.REPORT_EMAIL:
        return
    body = (
        f"{report.title}\n{report.kind} {report.slug}, edition {report.edition_id}\n\n"
        f"{report.get_problem_display()}\n\n{report.message}\n"
    )
    mail = EmailMessage(
        subject=f"{_site(report)}: report {report.reference}",
        body=body,
        to=[settings.REPORT_EMAIL],
        reply_to=[report.contact] if report.contact else None,
    )
    try:
        mail.send()
    except OSError:  # what smtplib raises is one too
        logger.exception("Report %s is kept, but could not be mailed.", report.reference)


@transaction.atomic
def handle(
    report: Report,
    *,
    by: AbstractBaseUser,
    state: str,
    answer: str,
    version: int,
    at: datetime | None = None,
) -> None:
    """Give a report its state and an answer. `version` is the one that the person has seen.

    Raises HandledMeanwhileError, and changes nothing, when it has another by now.
    """
    new = state == State.NEW
    changed = Report.objects.filter(pk=report.pk, version=version).update(
        state=state,
        answer=answer,
        handled_by=None if new else by,
        handled_at=None if new else at or timezone.now(),
        version=version + 1,
    )
    if not changed:
        raise HandledMeanwhileError
    report.refresh_from_db()
