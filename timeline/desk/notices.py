"""Mails to people of the desk who want them: of what happened to their work, and what waits.

A mail says that something is there, of which kind, and where to read it; never what it says, not
even its title: mails pass through many hands, and only who is signed in reads a draft.
"""

import logging
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from timeline import site_url
from timeline.curation.actions.telling import assigned, decided
from timeline.curation.models import Notices
from timeline.curation.models.review import DecisionKind
from timeline.desk.links import review_url

logger = logging.getLogger(__name__)

SEE: Final = "curation.view_event"
_TOLD: Final = {
    DecisionKind.RETURNED.value: ("returned", "was returned to draft by {}, with a reason."),
    DecisionKind.TAKEN_BACK.value: ("returned", "is in review again: {} took its approval back."),
    DecisionKind.APPROVED.value: ("approved", "was approved by {}: the next edition has it."),
}


@receiver(decided)
def _decided(sender: Any, thing: Any, kind: str, by: Any, **kwargs: Any) -> None:
    what, done = _TOLD.get(str(kind), ("", ""))
    if not what or not settings.NOTICES:
        return
    hands = {int(key) for key in thing.hands.split(",") if key} | {thing.edited_by_id or 0}
    people = get_user_model()._default_manager.filter(pk__in=hands - {by.pk})
    for person in people:
        _tell_of(person, what, thing, f"that you changed {done.format(by.get_username())}")


@receiver(assigned)
def _assigned(sender: Any, thing: Any, person: Any, by: Any, **kwargs: Any) -> None:
    if settings.NOTICES:
        _tell_of(person, "assigned", thing, f"is assigned to you by {by.get_username()}.")


def _tell_of(person: Any, what: str, thing: Any, said: str) -> None:
    if not wants(person, what):
        return
    noun = str(thing._meta.verbose_name)
    article = "An" if noun[0] in "aeiou" else "A"
    body = f"{article} {noun} {said}\n\n{site_url.absolute(review_url(thing))}\n"
    transaction.on_commit(lambda: send(person, f"{noun.capitalize()} {what}", body))


def wants(person: Any, what: str) -> bool:
    """Whether to tell a person of it: they want it, have an address, and may read the desk."""
    if not (person.email and person.is_active and person.is_staff and person.has_perm(SEE)):
        return False
    found = Notices.objects.filter(person=person).first()
    return found is not None and found.wants(what)


def send(person: Any, subject: str, body: str) -> bool:
    """Mail to a person of the desk; answers whether it was taken. What goes wrong is logged."""
    why = f"\nYou asked for this mail: {site_url.absolute(reverse('desk:notices'))}\n"
    mail = EmailMessage(subject=f"[desk] {subject}", body=body + why, to=[person.email])
    try:
        return bool(mail.send())
    except OSError:  # what smtplib raises is one too
        logger.exception("A notice to a person of the desk could not be mailed.")
        return False


# -- what one wants -------------------------------------------------------------------------------


class NoticesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The boxes of what a person wants to be told of."""

    class Meta:
        model = Notices
        fields = ["returned", "approved", "assigned", "daily"]


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: Any) -> HttpResponse:
    """Of what one is told by mail: of nothing, until one asks for it."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    kept = Notices.objects.filter(person=request.user).first() or Notices(person=request.user)
    form = NoticesForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "What you are told by mail is kept.")
        return HttpResponseRedirect(reverse("desk:notices"))
    request.current_app = admin.site.name
    context = {
        **admin.site.each_context(request),
        "title": "Notices by mail",
        "form": form,
        "mailed": settings.NOTICES,
        "address": request.user.email,
    }
    response = TemplateResponse(request, "desk/notices.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
