"""The pages on which site, story and gaps are written, reviewed and approved."""

import pytest
from django.urls import reverse

from tests import factories
from tests.html import page_of
from timeline.curation.models import Gap, Site, Story
from timeline.editions.build import plan
from timeline.editions.models import Record
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db


def page(thing, name):
    return reverse(f"admin:curation_{thing._meta.model_name}_{name}", args=[thing.pk])


def test_an_editor_reads_what_changes_and_approves(client):
    site = factories.submitted_text(factories.site(approve=False))
    client.force_login(factories.editor())
    shown = page_of(client.get(page(site, "review")))
    assert "In review" in shown.text
    assert "last edited by cora" in shown.text
    assert "The closing of the Old Bridge" in shown.text
    response = client.post(
        page(site, "review"), {"do": "approve", "version": site.version}, follow=True
    )
    assert "was approved: the next edition publishes it." in page_of(response).text
    site.refresh_from_db()
    assert site.is_approved
    assert "Approved by edith" in page_of(client.get(page(site, "review"))).text


def test_a_curator_reads_and_does_not_approve(client):
    site = factories.submitted_text(factories.site(approve=False))
    client.force_login(factories.curator("carl"))
    shown = client.get(page(site, "review"))
    assert shown.context["deciding"].moves == []
    data = {"do": "approve", "version": site.version}
    assert client.post(page(site, "review"), data).status_code == 403


def test_nobody_approves_what_they_have_not_read(client):
    gap = factories.submitted_text(factories.gap(approve=False))
    client.force_login(factories.editor())
    data = {"do": "approve", "version": gap.version - 1}
    said = client.post(page(gap, "review"), data, follow=True)
    assert "somebody changed this gap since you opened the page" in page_of(said).text
    assert not Gap.objects.get().is_approved


def test_an_edit_in_the_form_waits_for_approval_while_readers_keep_what_was(client):
    gap = factories.gap(line="A coroner opens an inquiry")
    factories.approved()
    publish(by=factories.editor(), note="One")
    client.force_login(factories.curator())
    form = page_of(client.get(page(gap, "change")))
    values = {one["name"]: one["value"] or "" for one in form.all("input") if one["name"]}
    values |= {"line": "A court opens an inquiry", "reason": gap.reason}
    values |= {"addresses-0-kind": "news"}
    values = {name: text for name, text in values.items() if not name.startswith("_") or
              name == "_opened"}  # fmt: skip
    response = client.post(page(gap, "change"), values)
    assert response.status_code == 302, page_of(response).text
    gap.refresh_from_db()
    assert (gap.line, gap.is_approved) == ("A court opens an inquiry", False)
    assert not plan()
    assert ("gap", gap.slug) in plan().kept
    assert Record.objects.current().get(kind="gap").document["line"] == "A coroner opens an inquiry"
    client.force_login(factories.editor())
    assert "coroner" in page_of(client.get(page(gap, "review"))).text
    gap = factories.submitted_text(gap)
    client.post(page(gap, "review"), {"do": "approve", "version": gap.version})
    assert list(plan().changed) == [("gap", gap.slug)]


@pytest.mark.parametrize("model", [Site, Story])
def test_there_is_one_of_each(client, model):
    client.force_login(factories.editor())
    address = reverse(f"admin:curation_{model._meta.model_name}_add")
    assert client.get(address).status_code == 200
    made = getattr(factories, model._meta.model_name)(approve=False)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, page(made, "change"))


def test_what_was_never_approved_is_not_published():
    factories.site(approve=False)
    factories.gap(approve=False)
    factories.story(*(factories.approved() for _ in range(5)), approve=False)
    assert {kind for kind, _ in plan().added} & {"site", "story", "gap"} == set()
