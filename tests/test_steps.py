"""The counting of steps, by which tests say that something takes no long time."""

from tests.steps import growth, steps


def loop(size):
    total = 0
    for number in range(size):
        total += number
    return total


def loop_in_loop(size):
    for _ in range(size):
        loop(size)


def test_the_same_work_has_the_same_steps():
    assert steps(lambda: loop(100)) == steps(lambda: loop(100)) > 200


def test_what_grows_as_its_size_and_what_grows_as_the_square():
    assert 1.9 < growth(loop, 100) < 2.1
    assert 3.8 < growth(loop_in_loop, 100) < 4.1
