"""Published timelines that tests stand on, each made once in a process.

What is published never changes, so a test that reads a timeline need not publish it again. The
first test that asks for a corpus makes it, in a transaction that stays open; every test that asks
for the same one runs in a savepoint on it, writes what it likes, and leaves it as it was. Before a
test that stands on another corpus, or on none, the transaction is rolled back: no test sees
anything but its own. `tests/conftest.py` sorts tests so that this happens once a corpus.

To make one of your own, write a function that makes it beside your tests:

    @corpus
    def ferry_published() -> Desk:
        desk = Desk()
        ...
        return desk

It is then a fixture; each test gets a copy of what the function answers. Names are unique among all
tests, and one test stands on one corpus. Tests that commit (`transactional_db`, a live server)
cannot stand on any.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connection, transaction

from tests import factories
from tests.dataset.small import write
from tests.timeline_data import (
    FIRST,
    SECOND,
    Desk,
    bridge,
    far_and_near,
    forget_indexes,
    many,
    many_phases,
    second_edition,
)
from timeline.curation.dataset import LoadResult, load
from timeline.curation.users import dataset_user
from timeline.editions.models import EditionProof, ProofKind
from timeline.editions.publish import publish
from timeline.reports.senders import SENDERS

LIGHTHOUSE = Path(__file__).resolve().parent / "datasets" / "lighthouse"
SHIPPED = Path(__file__).resolve().parents[1] / "timeline" / "dataset"

# Of an SSHSIG as far as the key (of the type `none`) and the namespace.
SIGNATURE = """-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAAAgAAAAEbm9uZQAAAAdlZGl0aW9u
-----END SSH SIGNATURE-----
"""
CORPORA: dict[str, Callable[[], Any]] = {}


def corpus(making: Callable[[], Any]) -> Any:
    """Turn a function that makes a timeline into a fixture: a copy of what it answers."""
    name = making.__name__
    assert name not in CORPORA, f"There are two corpora by the name “{name}”: give one another."
    CORPORA[name] = making

    @pytest.fixture(name=name)
    def stand_on(standing: Any, db: None) -> Any:
        return deepcopy(standing)

    stand_on.__doc__ = making.__doc__
    return stand_on


def make(name: str) -> Any:
    """Make a corpus here and now: to build on it, or to commit it."""
    return CORPORA[name]()


def corpus_of(fixtures: list[str], test: str) -> str | None:
    """The corpus that a test stands on, which asks for these fixtures; None for an empty one."""
    asked = sorted(CORPORA.keys() & set(fixtures))
    if len(asked) > 1:
        raise pytest.UsageError(f"{test} stands on {' and '.join(asked)}: one corpus a test.")
    return asked[0] if asked else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell `standing` what to make. The parameter does not show in the name of the test."""
    name = corpus_of(metafunc.fixturenames, metafunc.definition.nodeid)
    metafunc.parametrize(
        "standing", [name], indirect=True, ids=[pytest.HIDDEN_PARAM], scope="session"
    )


@pytest.fixture(autouse=True, scope="session")
def standing(request: pytest.FixtureRequest) -> Iterator[Any]:
    """What the database holds, for as long as tests ask for the same."""
    if request.param is None:
        yield None
        return
    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), transaction.atomic():
        made = make(request.param)
        connection.check_constraints()  # here, so that not each test has the checks to do again
        with blocker.block():
            yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_of_an_earlier_test() -> Iterator[None]:
    """Forget what this process keeps of editions: in each test edition 1 is another."""
    forget_indexes()
    SENDERS.forget()
    yield
    forget_indexes()


@corpus
def published() -> Desk:
    """The made-up timeline of tests/timeline_data.py as edition 1."""
    desk = Desk()
    bridge(desk)
    desk.publish()
    return desk


@corpus
def republished() -> Desk:
    """The same with an edition 2, which renames, retitles and withdraws."""
    desk = make("published")
    second_edition(desk)
    return desk


@corpus
def two_editions() -> None:
    """The edition `published`, signed and stamped in earnest by nobody, and a second, in which all
    of the first is."""
    desk = make("published")
    desk.change(desk.actors["ada"], name="Ada Hale")
    desk.publish("A name.", SECOND)
    for kind in ProofKind:
        data = SIGNATURE.encode() if kind == ProofKind.SIGNATURE else b"0"
        EditionProof.objects.create(edition_id=1, kind=kind, data=data, said="made up")


@corpus
def long() -> Desk:
    """120 events: two pages of 50 and one of 20."""
    desk = Desk()
    many(desk, 120)
    desk.publish()
    return desk


@corpus
def small_dataset() -> None:
    """The files of tests/dataset/small.py, loaded by Cora, a curator; nothing is published."""
    with TemporaryDirectory() as folder:
        load(write(Path(folder)), by=factories.curator())


@corpus
def shipped() -> LoadResult:
    """The dataset that this project ships, at the desk; the report of its loading."""
    return load(SHIPPED, by=dataset_user())


@corpus
def lighthouse() -> None:
    """Another story, all of it made up (tests/datasets/lighthouse), as edition 1."""
    load(LIGHTHOUSE, by=dataset_user())
    publish(by=dataset_user(), note="The first edition.", at=FIRST)
    forget_indexes()


@corpus
def shipped_online() -> None:
    """The dataset that this project ships as edition 1, as `make run` publishes it."""
    load(SHIPPED, by=dataset_user())
    publish(by=dataset_user(), note="First edition")
    forget_indexes()


@corpus
def crowded() -> Desk:
    """97 events in seven phases over twenty years, a third on three days; a story of eight."""
    desk = Desk()
    many_phases(desk)
    factories.story(*(desk.events[f"entry-{number:02}"] for number in range(0, 72, 9)))
    desk.publish()
    return desk


@corpus
def places_apart() -> Desk:
    """Eight places, some of them a few kilometres apart."""
    desk = Desk()
    far_and_near(desk)
    desk.publish()
    return desk
