"""A template that is written as Python shows to the letter what Django shows of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import Context, engines
from django.template.base import VariableDoesNotExist

from tests.public_routes import ROUTES, address
from tests.timeline_data import forget_indexes
from timeline.reader.overview import picture
from timeline.written import backend
from timeline.written.expressions import CannotWriteError
from timeline.written.writer import written

ENGINE = engines["django"].engine
FOLDER = Path(__file__).resolve().parents[2] / "templates" / "reader"


@dataclass
class Ship:
    name: str
    tons: int = 0
    sails: tuple[str, ...] = ()

    def said(self):
        return f"<{self.name}>"

    def to(self, where):
        return f"to {where}"

    def sink(self):
        raise AssertionError("a template must not do this")

    sink.alters_data = True  # type: ignore[attr-defined]

    @property
    def harbour(self):
        raise AttributeError("within")


GIVEN = {
    "ship": Ship("O'Hara & <Sons>", 1200, ("fore", "main", "mizzen")),
    "fleet": [Ship("A"), Ship("B", 2), Ship("C", 3, ("x",))],
    "none": None, "zero": 0, "yes": True, "text": "a < b", "pairs": [("k", 1), ("l", 2)],
    "entries": {"name": "entry", "items": 3, "7": "seven"}, "share": 1234.5, "empty": [],
    "called": lambda: "made <now>", "at": datetime(2020, 1, 3, 1, 2, tzinfo=UTC),
    "words": (word for word in ("one", "two")),
}  # fmt: skip

SNIPPETS = [
    "plain", "{{ text }}", "{{ text|safe }}", "{{ nobody }}", "{{ nobody.at.all }}", "{{ none }}",
    "{{ yes }}{{ zero }}{{ share }}{{ ship.tons }}", "{{ called }}", "{{ ship.said }}",
    "{{ ship.to }}", "{{ ship.sink }}", "{{ ship.sails.1 }}{{ ship.sails.9 }}{{ ship.sails }}",
    "{{ entries.name }}{{ entries.items }}{{ entries.7 }}{{ entries.nothing }}", "{{ at }}",
    "{{ _('text') }}{{ 'a' }}{{ 3 }}{{ 2.5 }}{{ None }}{{ True }}",
    "{{ fleet|length }}{{ none|length }}",
    "{{ nobody|default:'nothing' }}{{ nobody|default:text }}{{ zero|default_if_none:'x' }}",
    "{{ fleet|length|pluralize:'y,ies' }}{{ zero|pluralize }}{{ text|upper|lower|capfirst }}",
    "{{ ship.sails|join:' < ' }}{{ ship.sails|slice:'1:' }}{{ ship.tons|add:-200 }}",
    "{{ at|date:'j F Y H:i' }}{{ text|urlencode }}",
    "{% if ship %}a{% elif none %}b{% else %}c{% endif %}{% if not nobody %}d{% endif %}",
    "{% if nobody == none %}same{% endif %}{% if nobody != '' %}other{% endif %}",
    "{% if ship.tons > 5 and ship.tons <= 1200 or none %}a{% endif %}",
    "{% if none > 5 %}a{% else %}no sense{% endif %}{% if 'main' in ship.sails %}in{% endif %}",
    "{% if 'x' in none %}a{% endif %}{% if 'x' not in ship.sails %}out{% endif %}",
    "{% if ship.tons is not None %}a{% endif %}{% if text == 'a < b' %}b{% endif %}",
    "{% if nobody|default:none %}a{% else %}b{% endif %}",
    "{% if nobody|default:nobody %}a{% else %}b{% endif %}",
    "{% if zero < 1 %}{% if ship.name|length < 4 %}a{% else %}b{% endif %}{% endif %}",
    "{% for one in fleet %}{{ forloop.counter }}{% if forloop.first %}f{% endif %}{% endfor %}",
    "{% for a in fleet %}{% if not forloop.last %},{% endif %}{{ forloop.revcounter }}{% endfor %}",
    "{% for one in empty %}{{ one }}{% empty %}e{{ one }}{% endfor %}",
    "{% for a in nobody %}{% endfor %}",
    "{% for k, n in pairs %}{{ k }}={{ n }}{{ forloop.counter0 }};{% endfor %}{{ k }}",
    "{% for a in fleet %}{% for sail in a.sails %}{{ sail }}{{ a.name }}{% endfor %}{% endfor %}",
    "{% for word in words %}{{ word }}{% endfor %}",
    "{% with text=ship.name more=text %}{{ text }}{{ more }}{% endwith %}{{ text }}{{ more }}",
    "{% with a=nobody b=ship.tons %}[{{ a }}]{{ b }}{% endwith %}{{ b }}",
    "{% comment %}not this{% endcomment %}{# nor this #}",
    "{% load captured %}{% captured as c %} a \n {{ text }} {% endcaptured %}{{ c }}|{{ c }}",
    "{% load static %}{% static 'css/aftermath.css' %}",
    "{% url 'event' 'a-b' %}{% url 'edition' 3 %}{% url 'nothing' as none %}[{{ none }}]",
    "{% url 'source' slug=entries.name as there %}{{ there }}", "{% outward 'javascript:x' text %}",
    "{% outward 'https://example.org/?a=1&b=2' %}", "{% link 'timeline' %}",
    "{% load tz %}{% localtime off %}{{ at }}{{ at|date:'H:i' }}{% endlocaltime %}",
    "{% load listed %}{% include 'reader/_names.html' with names=none %}",
    "{% block one %}a{{ text }}{% endblock %}",
]  # fmt: skip


def both(snippet: str) -> tuple[str, str]:
    template = ENGINE.from_string(snippet)
    given = GIVEN | {"words": iter(("one", "two"))}
    again = GIVEN | {"words": iter(("one", "two"))}
    return written(template, ENGINE.get_template)(given), template.render(Context(again))


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_it_is_shown_as_django_shows_it(snippet):
    ours, django = both(snippet)
    assert ours == django
    assert type(ours) is type(django)


@pytest.mark.parametrize(
    ("snippet", "error"),
    [
        ("{{ ship.harbour }}", AttributeError),  # raised within: never passed over
        ("{{ text|default_if_none:nobody }}", VariableDoesNotExist),
        ("{% for a, b, c in pairs %}{% endfor %}", ValueError),
        ("{% url 'nothing' %}", Exception),
    ],
)
def test_what_fails_fails_in_both(snippet, error):
    template = ENGINE.from_string(snippet)
    with pytest.raises(error):
        template.render(Context(GIVEN))
    with pytest.raises(error):
        written(template, ENGINE.get_template)(dict(GIVEN))


@pytest.mark.parametrize(
    "snippet",
    [
        "{% csrf_token %}", "{{ user.name }}", "{% include text %}", "{{ block.super }}",
        "{% for a in fleet reversed %}{% endfor %}", "{% cycle 'a' 'b' %}",
        "{% for a in fleet %}{{ forloop.parentloop.counter }}{% endfor %}",
        "{% if zero %}{% url 'timeline' as t %}{% endif %}",
    ],
)  # fmt: skip
def test_what_is_not_written_is_left_to_django(snippet):
    with pytest.raises(CannotWriteError):
        written(ENGINE.from_string(snippet), ENGINE.get_template)


def test_every_public_template_is_written():
    """Else a page would be shown by Django again, in twice the time, without anybody noticing."""
    for path in sorted(FOLDER.rglob("*.html")):
        name = str(path.relative_to(FOLDER.parent))
        assert isinstance(engines["django"].get_template(name), backend.WrittenTemplate), name


def pages(client) -> dict[str, bytes]:
    forget_indexes()
    picture._kept.cache_clear()
    forms = ("page", "frame")
    found = {name: client.get(address(name)) for name, one in ROUTES.items() if one.form in forms}
    more = ["/?phase=before&edition=1", "/?q=bridge", "/?q=nothingatall", "/?from=banana",
            "/?actor=ada&from=2020&to=2021", "/events/none/", "/timeline.html", "/timeline.atom",
            "/events/closing/?edition=1", "/events/closing/?actor=ada", "/sitemap.xml",
            "/corrections.atom", "/timeline.timelinejs.json"]  # fmt: skip
    found |= {one: client.get(one) for one in more}
    found["part"] = client.get("/?actor=ada", headers={"HX-Request": "true"})
    return {name: one.content for name, one in found.items()}


def test_every_public_page_is_the_same(client, two_editions, monkeypatch, settings):
    settings.KEEP_ANSWERS = 0
    ours = pages(client)
    monkeypatch.setattr(backend, "FOLDERS", ())
    for name, page in pages(client).items():
        assert ours[name] == page, name
