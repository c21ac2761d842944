"""All filters of a view on a page of their own: where the short menus of the toolbar lead."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from timeline.reader.door.edition_view import WITHIN_VIEW, edition_view, query_of, show
from timeline.reader.pages.fields import DATES, carried, date_fields, search_field
from timeline.reader.query.describe import describe
from timeline.reader.query.facets import filters
from timeline.reader.query.reading import Reading
from timeline.reader.query.select import search, select


@edition_view(WITHIN_VIEW)
def all_filters(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """Every value of every facet with its count, and the dates, for the view that is named."""
    query, index = query_of(request, reading).query, reading.index
    found = search(query, index)
    selection = select(query, index, found)
    context: dict[str, Any] = {
        "query": query,
        "heading": describe(query, index),
        "total": len(selection),
        "filters": filters(query, index, selection, found, whole=True),
        "search_field": search_field(query),
        "carried": carried(query, "q"),
        "date_fields": date_fields(query),
        "carried_dates": carried(query, *DATES),
    }
    return show(request, reading, "reader/filters.html", query.url("/filters/"), **context)
