"""Doing a thing to see what it does, and taking it back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rehearse() -> Iterator[None]:
    """Take back what is written within the block, whether it ends well or raises.

    What was read there is what doing it in earnest would write. Inside of another transaction only
    the block is taken back; what an exception says goes on to the caller.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
