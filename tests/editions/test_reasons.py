"""Why what was public changes: asked for on the page, taken by the command, kept for ever."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.editions.corpus import ferry
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.users import dataset_user
from timeline.editions import archive, build
from timeline.editions.models import Edition, ImmutableError, Reason
from timeline.editions.publish import PlanChangedError, PublishRefusedError, publish

PUBLISH = reverse("admin:editions_edition_publish")


@pytest.fixture
def public(desk):
    """Edition 1 of the ferry; then `start` and Ada are changed, and `stop` withdrawn."""
    ferry(desk)
    desk.publish()
    desk.change(desk.events["start"], title="The ferry sails once more")
    desk.change(desk.actors["ada"], name="Ada Hale")
    desk.withdraw("stop")
    return desk


TOUCHED = [
    ("actor", "ada"), ("actor", "crew"), ("dispute", "when"), ("event", "start"),
    ("event", "stop"), ("place", "land"), ("place", "port"), ("publisher", "courier"),
    ("publisher", "mirror"), ("source", "courier-stop"), ("source", "mirror-copy"),
]  # fmt: skip
REASONS = {key: f"Because of {'/'.join(key)}." for key in TOUCHED}


@pytest.fixture
def client(db):
    return factories.client_of(factories.editor())


def test_a_reason_is_kept_for_each_thing(public):
    assert build.plan().touched() == TOUCHED
    edition = publish(by=public.editor, note="n", reasons=REASONS, every_reason=True)
    assert archive.reasons_of(edition) == REASONS
    assert archive.reasons_of(Edition.objects.get(pk=1)) == {}


def test_a_missing_one_is_refused_by_name(public):
    reasons = {key: text for key, text in REASONS.items() if key != ("event", "stop")}
    with pytest.raises(PublishRefusedError, match=r"A reason is missing for event/stop\.$"):
        publish(by=public.editor, note="n", reasons=reasons, every_reason=True)
    with pytest.raises(PublishRefusedError, match=r"missing for event/stop\.$"):
        publish(
            by=public.editor,
            note="n",
            every_reason=True,
            reasons=REASONS | {("event", "stop"): " "},
        )
    assert Edition.objects.count() == 1


def test_one_for_what_does_not_change_is_refused(public):
    with pytest.raises(PublishRefusedError, match="does not change or withdraw publisher/wire"):
        publish(by=public.editor, note="n", reasons={("publisher", "wire"): "Why not."})
    assert Edition.objects.count() == 1


def test_reasons_are_permanent(public):
    publish(by=public.editor, note="n", reasons={("event", "stop"): "A hoax."})
    reason = Reason.objects.get()
    reason.text = "Forged"
    for forge in (
        reason.save,
        reason.delete,
        Reason.objects.all().delete,
        lambda: Reason.objects.update(text="Forged"),
    ):
        with pytest.raises(ImmutableError):
            forge()
    assert Reason.objects.get().text == "A hoax."


def test_the_plan_that_was_read_is_the_plan_that_is_published(public):
    read = build.plan().digest()
    public.change(public.events["start"], title="Changed meanwhile")
    with pytest.raises(PlanChangedError):
        publish(by=public.editor, note="n", plan=read)
    assert Edition.objects.count() == 1
    publish(by=public.editor, note="n", plan=build.plan().digest())


# -- the page --------------------------------------------------------------------------------------


def names(key):
    return "reason-" + "-".join(key)


def filled(client, **values):
    plan = client.get(PUBLISH).context["plan"]
    data = {"plan": plan, "note": "What changed."} | {names(k): REASONS[k] for k in REASONS}
    return data | values


def test_the_page_asks_for_reasons_and_suggests_what_follows(client, public):
    response = client.get(PUBLISH)
    page = page_of(response)
    inputs = [i for i in page.all("input") if (i["name"] or "").startswith("reason-")]
    asked = {i["name"]: i["value"] for i in inputs}
    assert asked == {
        "reason-actor-ada": None,
        "reason-actor-crew": "No public event needs it any more.",
        "reason-dispute-when": "Fewer than two of its answers are in public events.",
        "reason-event-start": None,
        "reason-event-stop": None,
        "reason-place-land": "No public event needs it any more.",
        "reason-place-port": "No public event needs it any more.",
        "reason-publisher-courier": "No public event needs it any more.",
        "reason-publisher-mirror": "No public event needs it any more.",
        "reason-source-courier-stop": "No public event needs it any more.",
        "reason-source-mirror-copy": "No public event needs it any more.",
    }
    labels = {label["for"]: label.text for label in page.all("label")}
    assert labels["id_reason-event-stop"] == "Why it is withdrawn: The ferry stops"
    assert labels["id_reason-event-start"] == "Why it changes: The ferry sails once more"
    changed = [e.text for e in page.all("dd")]
    assert "The ferry sails [removed:] again [end][added:] once more [end]" in changed
    assert page.links()["See the timeline as it will look"] == "/admin/preview/next/"


def test_an_editor_publishes_with_reasons_that_are_shown(client, public):
    response = client.post(PUBLISH, filled(client), follow=True)
    assert response.redirect_chain
    assert archive.reasons_of(Edition.objects.get(pk=2)) == REASONS
    assert "event stop: Because of event/stop." in page_of(response).text


def test_one_reason_can_stand_for_all(client, public):
    data = {"note": "n", "plan": client.get(PUBLISH).context["plan"], "for_all": "One correction."}
    client.post(PUBLISH, data | {"reason-event-stop": "A hoax."})
    given = archive.reasons_of(Edition.objects.get(pk=2))
    assert given == dict.fromkeys(TOUCHED, "One correction.") | {("event", "stop"): "A hoax."}


def test_without_a_reason_nothing_is_published_and_all_that_was_typed_stays(client, public):
    response = client.post(PUBLISH, filled(client, **{"reason-event-start": " "}))
    assert response.context["form"].errors == {
        "reason-event-start": ["Say why this changes: it is public already."]
    }
    page = response.content.decode()
    assert 'value="Because of event/stop."' in page
    assert "What changed.</textarea>" in page
    assert Edition.objects.count() == 1


def test_a_plan_that_changed_meanwhile_is_shown_with_what_was_typed(client, public):
    data = filled(client)
    public.change(public.phases["before"], name="Beforehand")
    response = client.post(PUBLISH, data)
    page = response.content.decode()
    assert "what is approved has changed since you opened this page" in page
    assert 'value="Because of event/stop."' in page
    assert "What changed.</textarea>" in page
    assert "Beforehand" in page
    assert 'name="reason-phase-before"' in page
    assert Edition.objects.count() == 1
    again = data | {"plan": response.context["plan"], "reason-phase-before": "A better word."}
    assert client.post(PUBLISH, again).status_code == 302
    assert archive.reasons_of(Edition.objects.get(pk=2))[("phase", "before")] == "A better word."


def test_a_change_in_the_last_moment_is_shown_too(client, public, monkeypatch):
    """Between the form's look at the plan and the transaction that publishes."""
    data = filled(client)
    real = publish

    def late(**values):
        public.change(public.phases["before"], name="Beforehand")
        return real(**values)

    monkeypatch.setattr("timeline.desk.publish.admin.publish", late)
    response = client.post(PUBLISH, data)
    assert "what is approved has changed" in response.content.decode()
    assert 'name="reason-phase-before"' in response.content.decode()
    assert 'value="Because of event/stop."' in response.content.decode()
    assert Edition.objects.count() == 1


def test_too_long_a_reason(client, public):
    response = client.post(PUBLISH, filled(client, **{"reason-event-stop": "a" * 501}))
    assert "at most 500 characters" in response.context["form"].errors["reason-event-stop"][0]


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture
def ready(public):
    dataset_user()
    return public


def test_the_command_takes_reasons(ready, tmp_path):
    file = tmp_path / "reasons.txt"
    file.write_text("# why\n\nevent/stop = A hoax.\nactor/ada=She married = changed her name.\n")
    call_command(
        "publish", "--note", "n", "--reasons", file, "--reason", "event/start=A better title."
    )
    assert archive.reasons_of(Edition.objects.get(pk=2)) == {
        ("event", "stop"): "A hoax.",
        ("actor", "ada"): "She married = changed her name.",
        ("event", "start"): "A better title.",
    }


def test_the_note_covers_what_has_no_reason(ready):
    call_command("publish", "--note", "n")
    assert archive.reasons_of(Edition.objects.get(pk=2)) == {}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("event/stop", "“event/stop” is no reason. Write kind/slug=text"),
        ("banana/stop=Why", "“banana/stop=Why” is no reason."),
        ("event/=Why", "“event/=Why” is no reason."),
        ("event/stop= ", "“event/stop= ” is no reason."),
        ("event/gone=Why", "does not change or withdraw event/gone"),
    ],
)
def test_the_command_refuses_what_is_no_reason(ready, reason, said):
    with pytest.raises(CommandError) as raised:
        call_command("publish", "--note", "n", "--reason", reason)
    assert said in str(raised.value)
    assert Edition.objects.count() == 1


def test_the_command_refuses_a_reason_given_twice_and_a_file_that_is_not_there(ready, tmp_path):
    with pytest.raises(CommandError, match="there is a reason for event/stop already"):
        call_command("publish", "--note", "n", "--reason", "event/stop=a",
                     "--reason", "event/stop=b")  # fmt: skip
    with pytest.raises(CommandError, match=r"missing\.txt cannot be read"):
        call_command("publish", "--note", "n", "--reasons", tmp_path / "missing.txt")
    assert Edition.objects.count() == 1


# -- two people at once ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_edition_and_one_refusal(transactional_db):
    """Or two editions, where the second begins after the first; never a mixture."""
    for number in range(3):
        factories.approved(slug=f"event-{number}")
    people = [factories.editor("edith"), factories.editor("egon")]
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def work(person):
        try:
            gate.wait(timeout=10)
            publish(by=person, note=f"By {person.username}.")
            outcomes.append("published")
        except PublishRefusedError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["published", "refused"]
    edition = Edition.objects.get()
    assert edition.number == 1
    assert edition.note == f"By {edition.published_by.username}."
    assert edition.events == 3
    assert set(edition.records_since.values_list("since_id", flat=True)) == {1}
    assert not build.plan()


@pytest.mark.django_db(transaction=True)
def test_what_is_approved_while_somebody_publishes_waits_for_the_next_edition(
    transactional_db, monkeypatch
):
    """An event approved after the plan was made is in no part of the edition."""
    factories.approved(slug="first")
    editor = factories.editor()
    waiting = factories.submitted(slug="second")
    planned = build.plan
    begun, done = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def slow(also=()):
        found = planned(also)
        begun.set()
        if connection.vendor == "postgresql":  # SQLite lets nobody else write meanwhile
            done.wait(timeout=20)
        return found

    def approve():
        try:
            begun.wait(timeout=20)
            actions.approve(waiting, by=editor)
        except BaseException as error:
            failures.append(error)
        finally:
            done.set()
            connection.close()

    monkeypatch.setattr(build, "plan", slow)
    thread = threading.Thread(target=approve)
    thread.start()
    edition = publish(by=editor, note="n", plan=planned().digest())
    thread.join(timeout=60)
    monkeypatch.undo()
    assert failures == []
    assert edition.events == 1
    assert next(iter(build.plan().added)) == ("event", "second")
