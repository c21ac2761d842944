"""Bare Django: one file, no middleware, one indexed query for 50 events and one template.

    BENCH_DB=peers.db gunicorn tests.benchmarks.wire.bare_django:application

`/?phase=` lists 50 events of a phase, `/detail/ID` one event with its actors and excerpts.
"""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="of no use",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    MIDDLEWARE=[],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_DB"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA mmap_size=2000000000; PRAGMA cache_size=-64000;"},
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Timeline</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><h1>Timeline</h1>
"""
_CARD = """<article class="event" id="{{ e.slug }}"><header><h2><a href="/detail/{{ e.id }}">
{{ e.title }}</a></h2><p class="meta"><time datetime="{{ e.start_date }}">{{ e.date }}</time>
<span class="badge kind">{{ e.kind }}</span> <span class="badge importance">{{ e.importance }}
</span> <a class="phase" href="/?phase={{ e.phase }}">{{ e.phase }}</a></p></header>
<p class="summary">{{ e.summary }}</p><footer><p class="people">Actors: <span>{{ e.actors }}</span>
</p><p class="sources">Publishers: <span>{{ e.publishers }}</span></p><p class="links">
<a href="/detail/{{ e.id }}">Permanent link</a> <a href="/detail/{{ e.id }}#excerpts">Excerpts and
sources</a> <a href="/?phase={{ e.phase }}&amp;near={{ e.start_date }}">Nearby events</a></p>
</footer></article>"""
_template = engines["django"].from_string
_LIST = _template(f"{_HEAD}{{% for e in events %}}{_CARD}{{% endfor %}}</body></html>")
_DETAIL = _template(
    f"{_HEAD}{_CARD}<ul>{{% for a in actors %}}<li>{{{{ a.0 }}}}</li>{{% endfor %}}</ul>"
    "{% for x in excerpts %}<blockquote><p>{{ x.0 }}</p><cite>{{ x.3 }}, <a href='{{ x.4 }}'>"
    "{{ x.2 }}</a>, {{ x.1 }}</cite></blockquote>{% endfor %}</body></html>"
)
_COLUMNS = ("id", "slug", "title", "summary", "date", "start_date", "phase", "kind", "importance",
            "actors", "publishers")  # fmt: skip
_SELECT = f"SELECT {','.join(_COLUMNS)} FROM events "
_EXCERPTS = """SELECT x.text, x.locator, s.title, p.name, s.url FROM excerpts x
JOIN sources s ON s.id = x.source_id JOIN publishers p ON p.id = s.publisher_id
WHERE x.event_id = %s ORDER BY x.id"""
_ACTORS = """SELECT a.name FROM events_actors x JOIN actors a ON a.id = x.actor_id
WHERE x.event_id = %s"""


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _events(where: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(zip(_COLUMNS, row, strict=True)) for row in _rows(_SELECT + where, *values)]


def listed(request: HttpRequest) -> HttpResponse:
    phase = request.GET.get("phase", "spring")
    events = _events("WHERE phase = %s ORDER BY start_date LIMIT 50", phase)
    return HttpResponse(_LIST.render({"events": events}))


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    (event,) = _events("WHERE id = %s", pk)
    return HttpResponse(_DETAIL.render(
        {"e": event, "actors": _rows(_ACTORS, pk), "excerpts": _rows(_EXCERPTS, pk)}
    ))  # fmt: skip


urlpatterns = [path("", listed), path("detail/<int:pk>", detail)]
application = get_wsgi_application()
