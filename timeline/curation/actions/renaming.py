"""Giving a thing another slug, so that its old addresses lead to the new one."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models.base import Staged
from timeline.curation.naming import events_naming


@transaction.atomic
def rename(thing: Staged, *, to: str, by: AbstractBaseUser) -> None:
    """Give a thing the slug `to`; the next edition publishes it there, and the old one redirects.

    Refused for what is no slug, and for one that another thing of the kind has or had. Events that
    name the thing get a new version, because what is published of them names it by its slug.
    """
    stored: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    old = stored.slug
    if to == old:
        return
    _refuse_bad(stored, to)
    reason = f"Renamed from {old} to {to}"[:100]
    stored.former_slugs = [slug for slug in [*stored.former_slugs, old] if slug != to]
    stored.slug = to
    stored.version += 1
    stored._change_reason = reason
    stored._history_user = by
    stored.save()
    event: Any
    for event in events_naming(stored).select_for_update():
        event.version += 1
        event._change_reason = f"{stored._meta.verbose_name}: {reason}"[:100].capitalize()
        event._history_user = by
        event.save()
    thing.refresh_from_db()


def _refuse_bad(thing: Staged, to: str) -> None:
    name = type(thing)._meta.verbose_name
    try:
        validate_slug(to)
    except ValidationError as error:
        raise ActionRefusedError(
            f"“{to}” is no slug. Write lower-case letters, digits and hyphens: ada-reed."
        ) from error
    if to != to.lower() or len(to) > 120:
        raise ActionRefusedError(f"“{to}” must be in lower case and have at most 120 characters.")
    for other in type(thing)._default_manager.exclude(pk=thing.pk).only("slug", "former_slugs"):
        if to == other.slug:
            raise ActionRefusedError(f"“{to}” is the slug of another {name}, “{other}”.")
        if to in other.former_slugs:
            raise ActionRefusedError(
                f"“{to}” was the slug of another {name}, “{other}”, and leads there still."
            )
