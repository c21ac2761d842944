"""Links to pages of ours that stay in the edition that is read."""

from typing import Any

from django import template
from django.urls import reverse

from timeline import site_url
from timeline.editions.kinds import in_edition

register = template.Library()


@register.filter
def absolute(path: str) -> str:
    """The absolute address of a path on this site: `{{ path|absolute }}`."""
    return site_url.absolute(path)


@register.simple_tag(takes_context=True)
def link(context: dict[str, Any], route: str, *args: str) -> str:
    """The address of a route, in the edition that the address of this page names, if it does.

    `{% link "event" event.slug %}` is `/events/closing/` or `/events/closing/?edition=2`.
    """
    return in_edition(reverse(route, args=args), context.get("asked"))
