"""Mails what waits for each person of the desk who wants that once a day: run it by a timer."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from timeline import site_url
from timeline.desk import queues
from timeline.desk.lists import LISTS
from timeline.desk.notices import send, wants

_TOLD = ("waiting", "assigned", "returned")


class Command(BaseCommand):
    """Nobody for whom nothing waits is written to."""

    help = "Mails to each person who wants it how much waits for them. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.NOTICES:
            raise CommandError("NOTICES is off: this server sends no notices. Set NOTICES=on.")
        sent = 0
        for person in get_user_model()._default_manager.filter(is_staff=True, is_active=True):
            if wants(person, "daily") and (body := _body(person)):
                sent += send(person, "What waits for you", body)
        self.stdout.write(f"{sent} sent.")


def _body(person: Any) -> str:
    """A line for each queue in which something waits, with its address."""
    names = [one for one in _TOLD if one != "waiting" or person.has_perm("curation.approve_event")]
    found = queues.counts(person, names)
    return "".join(
        f"{LISTS[name].heading}: {found[name]}\n"
        f"{site_url.absolute(reverse('desk:worklist', args=[name]))}\n"
        for name in names
        if found[name]
    )
