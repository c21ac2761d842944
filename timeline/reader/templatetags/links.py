"""Links to pages of ours that stay in the edition that is read."""

from typing import Any

from django import template
from django.utils.html import format_html

from timeline import site_url
from timeline.editions.kinds import in_edition
from timeline.text.quote_addresses import is_web_address

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
    return in_edition(site_url.path_to(route, *args), context.get("asked"))


@register.simple_tag
def outward(address: str, said: str = "") -> str:
    """A link to an address of another site that a record gives, under what is `said`, or itself.

    What is no web address is text alone, whatever a record came to hold.
    """
    if not is_web_address(address):
        return said or address
    return format_html('<a href="{}" rel="noopener nofollow">{}</a>', address, said or address)
