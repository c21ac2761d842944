"""Bare Django, to measure against: one indexed query for 50 records, rendered as the same cards.

Names and sources, which the real page reads from the edition, are at hand here for nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import Template
from django.urls import path

from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.models import Record
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.grouping import grouped
from timeline.urls import urlpatterns as real

PAGE = """{% extends "reader/base.html" %}
{% block main %}<main class="page">{% include "reader/_years.html" %}</main>{% endblock %}"""


class Bare:
    maker: CardMaker
    template: Template


def prepare(index: Index, sources: dict[str, dict]) -> None:
    Bare.maker = CardMaker(index, sources)
    Bare.template = engines["django"].from_string(PAGE)


def view(request: HttpRequest) -> HttpResponse:
    records = Record.objects.filter(kind=Kind.EVENT, until=None).order_by("slug")
    documents = records.values_list("document", flat=True)[:PAGE_SIZE]
    cards = [Bare.maker.event(document) for document in documents]
    return HttpResponse(Bare.template.render({"years": grouped(cards)}, request))


urlpatterns = [*real, path("bare/", view)]
