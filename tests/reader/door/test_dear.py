"""Work is bounded: what a public address may cost, and how many dear ones a process makes."""

import threading

import pytest

from tests.dearest import is_dear
from tests.public_routes import ROUTES, address
from timeline.reader.door import dear
from timeline.reader.formats import FORMATS

BUSY = "A file of this kind is being made for somebody else."
WHOLE = [f"/timeline.{suffix}" for suffix, form in FORMATS.items() if form.limit is not None]


@pytest.fixture
def one_is_made():
    """Another request of this process has its turn, and one waits for it."""
    with dear.turn():
        assert dear._places.acquire(blocking=False)
        yield
        dear._places.release()


@pytest.mark.parametrize("path", [*WHOLE, "/editions/1...2/"])
def test_who_comes_third_is_asked_to_come_again(client, two_editions, one_is_made, path):
    response = client.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response["Cache-Control"] == "no-store"
    assert BUSY in response.content.decode()
    assert is_dear(path)


def test_all_else_goes_on_meanwhile(client, two_editions, one_is_made):
    for name in ROUTES:
        if not is_dear(address(name)):
            assert client.get(address(name), follow=True).status_code in (200, 404), name


def test_who_comes_second_waits_for_its_turn(client, two_editions):
    answers = []

    def take_a_turn():
        with dear.turn():
            answers.append("second")

    with dear.turn():
        second = threading.Thread(target=take_a_turn)
        second.start()
        second.join(0.2)
        assert answers == []
    second.join(5)
    assert answers == ["second"]
    assert client.get("/timeline.csv").status_code == 200


def test_who_has_waited_long_enough_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(dear, "PATIENCE", 0.01)
    refused = []

    def ask():
        try:
            with dear.turn():
                pass
        except dear.BusyError as error:
            refused.append(error)

    with dear.turn():
        asking = threading.Thread(target=ask)
        asking.start()
        asking.join(5)
    assert len(refused) == 1
    with dear.turn():
        pass  # nothing is left locked


def test_a_view_that_fails_gives_its_turn_back():
    with pytest.raises(ZeroDivisionError), dear.turn():
        raise ZeroDivisionError
    with dear.turn():
        pass


def test_who_holds_the_answer_needs_no_turn(client, two_editions):
    tag = client.get("/timeline.csv")["ETag"]
    with dear.turn():
        assert dear._places.acquire(blocking=False)
        held = client.get("/timeline.csv", headers={"If-None-Match": tag})
        dear._places.release()
    assert held.status_code == 304


def test_pages_of_data_are_none_of_them():
    assert not is_dear("/timeline.json")
    assert not is_dear("/")
