"""Who may open which page of the desk: a table, held against every address that there is.

To add a page, add its line; where its address takes what no other does, a line in ARGUMENTS too. A
page of a namespace other than the admin's is named with it. Columns are what a GET answers:
anonymous, staff without a group, curator, editor, superuser; “in” is a redirect to the login page,
“→” any other redirect.
`pytest tests/accounts/test_roles.py -s` prints the table.
"""

import contextlib
from typing import Any

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from tests import factories
from timeline.curation.models import Upload

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "no group", "curator", "editor", "superuser")

# The name of a page, with what its address takes, and what each role is answered.
TABLE = """
desk-account                          in 200 200 200 200
desk-login-code                       in in  in  in  in
desk-session                          200 200 200 200 200
desk-recovery-codes                   in →   →   →   →
desk-two-factor                       in 200 200 200 200
desk-two-factor-off                   in →   →   →   →
app_list                              in 404 200 200 200
auth_group_add                        in 403 403 403 200
auth_group_change                     in 403 403 403 200
auth_group_changelist                 in 403 403 403 200
auth_group_delete                     in 403 403 403 200
auth_group_history                    in 403 403 403 200
auth_user_add                         in 403 403 403 200
auth_user_change                      in 403 403 403 200
auth_user_changelist                  in 403 403 403 200
auth_user_delete                      in 403 403 403 200
auth_user_history                     in 403 403 403 200
auth_user_password_change             in 403 403 403 200
auth_user_two_factor                  in 403 403 403 200
autocomplete                          in 403 200 200 200
axes_accessattempt_add                in 403 403 403 403
axes_accessattempt_change             in 403 403 403 200
axes_accessattempt_changelist         in 403 403 403 200
axes_accessattempt_delete             in 403 403 403 200
axes_accessattempt_history            in 403 403 403 200
axes_accessfailurelog_add             in 403 403 403 403
axes_accessfailurelog_change          in 403 403 403 200
axes_accessfailurelog_changelist      in 403 403 403 200
axes_accessfailurelog_delete          in 403 403 403 200
axes_accessfailurelog_history         in 403 403 403 200
axes_accesslog_add                    in 403 403 403 403
axes_accesslog_change                 in 403 403 403 200
axes_accesslog_changelist             in 403 403 403 200
axes_accesslog_delete                 in 403 403 403 200
axes_accesslog_history                in 403 403 403 200
curation_actor_add                    in 403 200 200 200
curation_actor_change                 in 403 200 200 200
curation_actor_changelist             in 403 200 200 200
curation_actor_delete                 in 403 403 200 200
curation_actor_here                   in 405 405 405 405
curation_actor_history                in 403 200 200 200
curation_actor_merge                  in 403 403 200 200
curation_actor_rename                 in 403 200 200 200
curation_actor_restore                in 405 405 405 405
curation_actor_review                 in 403 200 200 200
curation_actor_simple_history         in 403 200 200 200
curation_dispute_add                  in 403 200 200 200
curation_dispute_change               in 403 200 200 200
curation_dispute_changelist           in 403 200 200 200
curation_dispute_delete               in 403 403 200 200
curation_dispute_here                 in 405 405 405 405
curation_dispute_history              in 403 200 200 200
curation_dispute_restore              in 405 405 405 405
curation_dispute_review               in 403 200 200 200
curation_dispute_simple_history       in 403 200 200 200
curation_event_add                    in 403 200 200 200
curation_event_change                 in 403 200 200 200
curation_event_changelist             in 403 200 200 200
curation_event_delete                 in 403 403 200 200
curation_event_here                   in 405 405 405 405
curation_event_history                in 403 200 200 200
curation_event_merge                  in 403 403 200 200
curation_event_rename                 in 403 200 200 200
curation_event_restore                in 405 405 405 405
curation_event_simple_history         in 403 200 200 200
curation_excerpt_add                  in 403 403 403 403
curation_excerpt_change               in 403 200 200 200
curation_excerpt_changelist           in 403 200 200 200
curation_excerpt_delete               in →   →   →   →
curation_excerpt_here                 in 405 405 405 405
curation_excerpt_history              in 403 200 200 200
curation_excerpt_restore              in 405 405 405 405
curation_excerpt_simple_history       in 403 200 200 200
curation_gap_add                       in 403 200 200 200
curation_gap_change                    in 403 200 200 200
curation_gap_changelist                in 403 200 200 200
curation_gap_delete                    in 403 403 200 200
curation_gap_here                      in 405 405 405 405
curation_gap_history                   in 403 200 200 200
curation_gap_restore                   in 405 405 405 405
curation_gap_review                    in 403 200 200 200
curation_gap_simple_history            in 403 200 200 200
curation_operation_add                in 403 403 403 403
curation_operation_change             in 403 200 200 200
curation_operation_changelist         in 403 200 200 200
curation_operation_delete             in 403 403 403 403
curation_operation_history            in 403 200 200 200
curation_operation_undo               in 403 200 200 200
curation_phase_add                    in 403 403 200 200
curation_phase_change                 in 403 200 200 200
curation_phase_changelist             in 403 200 200 200
curation_phase_delete                 in 403 403 403 200
curation_phase_here                   in 405 405 405 405
curation_phase_history                in 403 200 200 200
curation_phase_rename                 in 403 403 200 200
curation_phase_restore                in 405 405 405 405
curation_phase_review                 in 403 200 200 200
curation_phase_simple_history         in 403 200 200 200
curation_place_add                    in 403 200 200 200
curation_place_change                 in 403 200 200 200
curation_place_changelist             in 403 200 200 200
curation_place_delete                 in 403 403 200 200
curation_place_here                   in 405 405 405 405
curation_place_history                in 403 200 200 200
curation_place_merge                  in 403 403 200 200
curation_place_rename                 in 403 200 200 200
curation_place_restore                in 405 405 405 405
curation_place_review                 in 403 200 200 200
curation_place_simple_history         in 403 200 200 200
curation_publisher_add                in 403 200 200 200
curation_publisher_change             in 403 200 200 200
curation_publisher_changelist         in 403 200 200 200
curation_publisher_delete             in 403 403 200 200
curation_publisher_here               in 405 405 405 405
curation_publisher_history            in 403 200 200 200
curation_publisher_rename             in 403 200 200 200
curation_publisher_restore            in 405 405 405 405
curation_publisher_review             in 403 200 200 200
curation_publisher_simple_history     in 403 200 200 200
curation_site_add                      in 403 →   →   →
curation_site_change                   in 403 200 200 200
curation_site_changelist               in 403 200 200 200
curation_site_delete                   in 403 403 200 200
curation_site_here                     in 405 405 405 405
curation_site_history                  in 403 200 200 200
curation_site_restore                  in 405 405 405 405
curation_site_review                   in 403 200 200 200
curation_site_simple_history           in 403 200 200 200
curation_source_add                   in 403 200 200 200
curation_source_add_page              in 403 200 200 200
curation_source_change                in 403 200 200 200
curation_source_changelist            in 403 200 200 200
curation_source_copy                  in 403 404 404 404
curation_source_delete                in 403 403 200 200
curation_source_here                  in 405 405 405 405
curation_source_history               in 403 200 200 200
curation_source_read                  in 403 200 200 200
curation_source_rename                in 403 200 200 200
curation_source_restore               in 405 405 405 405
curation_source_review                in 403 200 200 200
curation_source_simple_history        in 403 200 200 200
curation_source_suggest               in 403 200 200 200
curation_source_text                  in 403 200 200 200
curation_source_twins                 in 403 200 200 200
curation_story_add                     in 403 →   →   →
curation_story_change                  in 403 200 200 200
curation_story_changelist              in 403 200 200 200
curation_story_delete                  in 403 403 200 200
curation_story_here                    in 405 405 405 405
curation_story_history                 in 403 200 200 200
curation_story_restore                 in 405 405 405 405
curation_story_review                  in 403 200 200 200
curation_story_simple_history          in 403 200 200 200
curation_term_add                     in 403 200 200 200
curation_term_change                  in 403 200 200 200
curation_term_changelist              in 403 200 200 200
curation_term_delete                  in 403 403 200 200
curation_term_here                    in 405 405 405 405
curation_term_history                 in 403 200 200 200
curation_term_rename                  in 403 200 200 200
curation_term_restore                 in 405 405 405 405
curation_term_review                  in 403 200 200 200
curation_term_simple_history          in 403 200 200 200
curation_upload_changelist            in 403 200 200 200
curation_upload_confirm               in 404 404 404 404
curation_upload_export                in 403 200 200 200
desk:assign                           in 405 405 405 405
desk:index                            in 200 200 200 200
desk:notices                          in 403 200 200 200
desk:preview                          in 403 200 200 200
desk:preview-page                     in 403 200 200 200
desk:review                           in 403 200 200 200
desk:status                           in 403 200 200 200
desk:work                             in 403 200 200 200
desk:worklist                         in 403 200 200 200
editions_edition_add                  in 403 403 403 403
editions_edition_change               in 403 200 200 200
editions_edition_changelist           in 403 200 200 200
editions_edition_delete               in 403 403 403 403
editions_edition_history              in 403 200 200 200
editions_edition_publish              in 403 403 200 200
index                                 in 200 200 200 200
jsi18n                                in 200 200 200 200
login                                 200 → → → →
logout                                → 405 405 405 405
password_change                       in 200 200 200 200
password_change_done                  in 200 200 200 200
reports_report_add                    in 403 403 403 403
reports_report_change                 in 403 200 200 200
reports_report_changelist             in 403 200 200 200
reports_report_delete                 in 403 403 200 200
reports_report_history                in 403 200 200 200
view_on_site                          in 404 404 404 404
"""


def table():
    return {line.split()[0]: tuple(line.split()[1:]) for line in TABLE.strip().splitlines()}


def pages(patterns=None, before="", space="") -> set[str]:
    """The name of every page below /admin/."""
    found: set[str] = set()
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if route and not route.startswith("admin/"):
            continue
        if isinstance(one, URLResolver):
            inner = one.namespace if one.namespace != "admin" else ""
            found |= pages(one.url_patterns, route, f"{space}{inner}:" if inner else space)
        elif one.name and route:
            found.add(space + one.name)
    return found


@pytest.fixture
def things() -> dict[str, Any]:
    """A thing of each kind, by the name of its model; nothing of them was ever approved."""
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from timeline.curation.models import Operation
    from timeline.editions.publish import publish
    from timeline.reports.models import Report

    event = factories.event()
    plain = {"username": "x", "ip_address": "192.0.2.1"}
    factories.approved()
    return {
        "event": event,
        "excerpt": factories.excerpt(event),
        "operation": Operation.objects.create(
            kind="merge", said="Two that were one", by=factories.editor(), at=timezone.now()
        ),
        "user": factories.user("somebody"),
        "group": Group.objects.first(),
        "edition": publish(by=factories.editor(), note="One"),
        "report": Report.objects.create(
            edition_id=1,
            kind="event",
            slug=event.slug,
            title=event.title,
            problem="date",
            message="It was the 4th.",
            received_at=timezone.now(),
        ),
        "accessattempt": AccessAttempt.objects.create(failures_since_start=1, **plain),
        "accessfailurelog": AccessFailureLog.objects.create(**plain),
        "accesslog": AccessLog.objects.create(**plain),
        **{
            name: getattr(factories, name)(stage="draft")
            for name in ("actor", "dispute", "phase", "place", "publisher", "source", "term")
        },
        "gap": factories.gap(approve=False),
        "site": factories.site(approve=False),
        "story": factories.story(factories.event(), approve=False),
    }


# What an address takes that is not the key of a thing whose model its name says.
ARGUMENTS = {
    "app_list": lambda things: ["curation"],
    "curation_source_copy": lambda things: [things["source"].pk, 1, "wacz"],
    "curation_source_suggest": lambda things: ["event"],
    "curation_upload_confirm": lambda things: [1],
    "desk:assign": lambda things: ["event", things["event"].pk],
    "desk:preview": lambda things: ["next"],
    "desk:preview-page": lambda things: ["next", "actors/"],
    "desk:review": lambda things: [things["event"].pk],
    "desk:worklist": lambda things: ["unsourced"],
    "view_on_site": lambda things: [1, 1],
}
QUERIES = {
    "autocomplete": "?app_label=curation&model_name=participation&field_name=actor&term=a",
}


def address_of(name: str, things: dict[str, Any]) -> str:
    """The address of a page, with the keys of things that there are where it takes keys."""
    full = name if ":" in name or name.startswith("desk-") else f"admin:{name}"
    model = name.partition("_")[2].partition("_")[0]
    attempts = [[]]
    if name in ARGUMENTS:
        attempts = [ARGUMENTS[name](things)]
    elif name.endswith("_simple_history"):
        attempts = [[things[model].pk, things[model].history.first().pk]]
    elif model in things:
        attempts = [[], [things[model].pk]]  # a list or a form to add takes no key
    for arguments in attempts:
        with contextlib.suppress(NoReverseMatch):
            return reverse(full, args=arguments) + QUERIES.get(name, "")
    raise AssertionError(f"No address of {name}: say in ARGUMENTS what it takes.")


def answer(client, address) -> str:
    response = client.get(address)
    if response.status_code != 302:
        return str(response.status_code)
    return "in" if response.url.startswith("/admin/login/") else "→"


def test_every_page_of_the_desk_is_in_the_table():
    assert sorted(pages()) == sorted(table())


def test_the_table_holds_for_every_page_and_role(things):
    people = {
        "anonymous": None,
        "no group": factories.user("stefan", is_staff=True),
        "curator": factories.curator(),
        "editor": factories.editor(),
        "superuser": factories.admin(),
    }
    clients = {role: factories.client_of(person) for role, person in people.items()}
    found = {}
    for name in table():
        address = address_of(name, things)
        found[name] = tuple(answer(clients[role], address) for role in ROLES)
    print(f"\n{'page':37} {' '.join(f'{role:9}' for role in ROLES)}")
    for name, answers in found.items():
        print(f"{name:37} {' '.join(f'{one:9}' for one in answers)}")
    wrong = {name: (found[name], table()[name]) for name in found if found[name] != table()[name]}
    assert wrong == {}


def test_an_upload_is_opened_by_who_sent_it_and_may_load_it():
    from django.utils import timezone

    from timeline.curation.dataset.archives import pack

    for person, kind, expected in (
        (factories.curator(), "sources", 200),
        (factories.curator(), "dataset", 403),
        (factories.editor(), "dataset", 200),
    ):
        upload = Upload.objects.create(
            kind=kind, name="a", content=pack([("sources.csv", b"slug\n")]),
            by=person, at=timezone.now(),
        )  # fmt: skip
        client = factories.client_of(person)
        assert client.get(f"/admin/curation/upload/{upload.pk}/").status_code == expected


def test_the_groups_have_exactly_these_permissions():
    from django.contrib.auth.models import Group

    def of(name):
        rows = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
        return set(rows)

    edited = (
        "actor", "actorname", "clock", "dispute", "event", "eventlink", "excerpt", "gap",
        "gapaddress", "participation", "place", "placename", "position", "publisher", "site",
        "source", "story", "storystep", "term", "tie",
    )  # fmt: skip
    curators = {f"{verb}_{model}" for model in edited for verb in ("view", "add", "change")} | {
        "delete_actorname", "delete_clock", "delete_eventlink", "delete_excerpt",
        "delete_gapaddress", "delete_participation", "delete_placename", "delete_position",
        "delete_storystep", "delete_tie", "view_phase", "submit_event",
        "view_edition", "view_record", "import_sources", "export_desk", "view_report",
        "change_report",
    }  # fmt: skip
    assert of("Curators") == curators
    assert of("Editors") == curators | {
        "delete_actor", "delete_dispute", "delete_event", "delete_gap", "delete_place",
        "delete_publisher", "delete_site", "delete_source", "delete_story", "delete_term",
        "add_phase", "change_phase", "approve_event", "publish_edition",
        "upload_dataset", "delete_report",
    }  # fmt: skip
