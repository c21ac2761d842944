"""Publishes one edition after the other, in each of which a title and a name have its number."""

import sys
import time
from datetime import UTC, datetime

import django

django.setup()

from tests.timeline_data import Desk  # noqa: E402
from timeline.curation.models import Actor, Event  # noqa: E402
from timeline.editions.archive import latest_edition  # noqa: E402

PAUSE = 0.2  # seconds between two editions


def publish_another(desk: Desk) -> int:
    """The number of the edition that was published."""
    latest = latest_edition()
    assert latest is not None
    number = latest.number + 1
    desk.change(Event.objects.get(slug="closing"), title=f"The bridge closes, edition {number}")
    desk.change(Actor.objects.get(slug="ada"), name=f"Ada of edition {number}")
    edition = desk.publish(f"Edition {number}.", datetime.now(UTC))
    assert edition.number == number
    return number


def main(seconds: float) -> None:
    desk, until, number = Desk(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        number = publish_another(desk)
        time.sleep(PAUSE)
    print(number)


if __name__ == "__main__":
    main(float(sys.argv[1]))
