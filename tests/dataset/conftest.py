from pathlib import Path

import pytest
from django.contrib.auth.models import User

from tests.dataset.small import write
from timeline.curation.dataset import load


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_user("cora")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small dataset."""
    return write(tmp_path / "dataset")


@pytest.fixture
def loaded(folder: Path, curator: User) -> Path:
    """The same, and the desk has it."""
    load(folder, by=curator)
    return folder
