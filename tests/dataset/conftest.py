from pathlib import Path

import pytest

from tests.dataset.small import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small dataset."""
    return write(tmp_path / "dataset")


@pytest.fixture
def loaded(folder: Path, small_dataset: None) -> Path:
    """The same, and the desk has it: Cora has loaded it."""
    return folder
