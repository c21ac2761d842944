"""The site's application, whose clock is off by as many seconds as the file CLOCK says.

The clock is put in place of Django's and of the system's before anything else is imported. (What
would shift it from outside, libfaketime 0.9.10, makes `time.sleep` of Python 3.11 fail.)
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

CLOCK = Path(os.environ["CLOCK"])
_time = time.time


def offset() -> float:
    return float(CLOCK.read_text() or 0)


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=offset())


timezone.now = now
time.time = lambda: _time() + offset()

from timeline.wsgi import application  # noqa: E402, F401
