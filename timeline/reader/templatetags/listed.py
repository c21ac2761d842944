"""Events of a list and values of a menu within a template."""

from django import template
from django.utils.safestring import SafeString

from timeline.reader.show.card_cache import Printed
from timeline.reader.show.facet_item import html_of_rows
from timeline.reader.show.list_item import Listed, html_of

register = template.Library()


@register.simple_tag
def listed(event: Listed | Printed) -> SafeString:
    """An event as an item of a list: as it was made before, or made now."""
    return event.html if isinstance(event, Printed) else html_of(event)


register.simple_tag(html_of_rows, name="facet_rows")
