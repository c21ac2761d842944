"""Fill the database of DATABASE_URL: a small published timeline, people, and something for each.

python -m tests.faults.prepare HANDS FOLDER

Says in JSON which sessions and actors there are. The desk is written to FOLDER as a dataset.
"""

import json
import sys
from contextlib import redirect_stdout
from io import StringIO

import django


def main(hands: int, folder: str) -> None:
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from tests.corpora import make
    from timeline.curation.models import Actor, Source

    make("published")
    Source.objects.update(text="", text_sha256="")  # which nothing of it would be found in
    with redirect_stdout(StringIO()):
        call_command("dump_dataset", folder)
    sessions, actors = [], []
    for number in range(hands):
        person = User.objects.create(
            username=f"hand-{number}", is_staff=True, is_superuser=True, date_joined=timezone.now()
        )
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.set_expiry(10 * 365 * 24 * 60 * 60)  # clocks will jump
        session.create()
        sessions.append(session.session_key)
        made = Actor.objects.create(slug=f"hand-{number}", name=f"Hand {number}", kind="person")
        actors.append(made.pk)
    print(json.dumps({"sessions": sessions, "actors": actors}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
