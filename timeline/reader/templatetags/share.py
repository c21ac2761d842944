"""`{% share %}`: the menu by which a page is sent, cited, embedded or downloaded."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html

from timeline.editions.kinds import in_edition
from timeline.reader.formats import FORMATS
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.site_url import absolute, path_to

register = template.Library()

EMBED_HEIGHT = 600  # pixels


@dataclass(frozen=True, slots=True)
class Download:
    """A form of the view: what it is called and is for, its media type, and its address."""

    name: str
    purpose: str
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """What the menu offers. `embed` is empty, and there are no downloads, of what is no view."""

    noun: str
    live: str
    permanent: str
    cite: str
    edition: int
    embed: str = ""
    downloads: tuple[Download, ...] = ()


@register.inclusion_tag("reader/_share.html", takes_context=True)
def share(
    context: dict[str, Any], noun: str = "view", slug: str = "", title: str = ""
) -> dict[str, Any]:
    """The menu of a page: `noun` is view, or event, source, actor, place, publisher or dispute with
    its `slug`.

    `title` says what is embedded. The context holds the request, its edition, the number that the
    address asks for (`asked`), and for a view its `query`. An actor and a place are shared as their
    pages, and cited, embedded and downloaded as the view of their events.
    """
    if context["snapshot"].is_preview:
        return {}  # a preview has no address to send
    edition = context["edition"].number
    if noun in ("event", "source"):
        framed = f"{context['site'].name}: {title}"
        return {"share": _of_page(noun, slug, framed, edition, context["asked"])}
    query: TimelineQuery | None = context.get("query")
    if noun == "view" and query is not None:
        live = query.changed(edition=None, page=query.page).url()
        pinned = query.changed(edition=edition, page=query.page).url()
    else:
        live = path_to(noun, slug)
        pinned = f"{live}?edition={edition}"
        query = TimelineQuery(edition=context["asked"]).choosing(noun, slug)
    return {
        "share": Share(
            noun=noun,
            live=absolute(live),
            permanent=absolute(pinned),
            cite=query.changed().url(path_to("cite")),
            edition=edition,
            embed=_frame(
                query.changed().url(path_to("embed")),
                f"{context['site'].name}: {title}",
            ),
            downloads=tuple(
                Download(
                    form.title,
                    form.purpose,
                    form.content_type,
                    form.of(query).url(f"/timeline.{suffix}"),
                )
                for suffix, form in FORMATS.items()
            ),
        )
    }


def _of_page(noun: str, slug: str, title: str, edition: int, asked: int | None) -> Share:
    path = path_to(noun, slug)
    framed = noun == "event"
    return Share(
        noun=noun,
        live=absolute(path),
        permanent=absolute(in_edition(path, edition)),
        cite=in_edition(path_to(f"{noun}-cite", slug), asked),
        edition=edition,
        embed=_frame(in_edition(path_to("embed-event", slug), asked), title) if framed else "",
    )


def _frame(address: str, title: str) -> str:
    """The code that shows a frame of ours on another page.

    It stays up to date unless it names an edition. What is in it is escaped for that page; the text
    field that shows it escapes it once more.
    """
    return str.__str__(
        format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
            absolute(address),
            title,
            EMBED_HEIGHT,
        )
    )
