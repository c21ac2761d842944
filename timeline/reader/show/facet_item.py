"""A value of a menu, as HTML.

Written here and not by a template: a page has some forty of them.
"""

from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from timeline.reader.query.facets import FacetGroup, FacetRow

_CURRENT: Final = ' aria-current="true"'
_CHOSEN: Final = (
    '<span class="vh">chosen, with </span>{count}<span class="vh"> of these events; choose again to'
    " remove</span>"
)
_ADDED: Final = '<span class="vh">gives </span>{count}<span class="vh"> event{s} together</span>'
_COUNT: Final = '{count}<span class="vh"> event{s}</span>'


def html_of_rows(group: FacetGroup) -> SafeString:
    """The rows of a facet as items of a list."""
    name = group.parameter.name
    text = "".join(_row(name, row) for row in group.rows)
    return mark_safe(text)  # noqa: S308  whatever is put in is escaped


def _row(name: str, row: FacetRow) -> str:
    mark = f'<svg class="mark p{row.mark}" aria-hidden="true"><use href="#m{row.mark}"/></svg>'
    said = _CHOSEN if row.selected else _ADDED if row.added else _COUNT
    return (
        f'<li><a class="pick{" chosen" * row.selected}" id="pick-{escape(name)}-'
        f'{escape(row.value)}" href="{escape(row.url)}"{_CURRENT * row.selected}>'
        f'{mark * bool(row.mark)}<span class="label">{escape(row.label)}</span> <span class="n">'
        f"{said.format(count=row.count, s='' if row.count == 1 else 's')}</span></a></li>"
    )
