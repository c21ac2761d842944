"""deploy/compose.yaml and deploy/Dockerfile: what they name is there.

Images are not built here, and no container is started: what the containers run is started without
them by `make replicas`.
"""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
README = (ROOT / "README.md").read_text()
OF_APPLICATION = ("migrate", "desk", "reader")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_files_that_are_mounted_are_there(compose):
    mounted = [
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
    ]
    files = {one for one in mounted if one.startswith("./")} - {"./certificates"}  # the operator's
    assert files == {"./replication.sh", "./nginx.conf", "./upstreams-replica.conf"}
    assert all((DEPLOY / file).exists() for file in files)
    assert set(mounted) - files - {"./certificates"} == compose["volumes"].keys()


def test_the_application_is_told_only_what_it_knows(compose):
    for name in OF_APPLICATION:
        for variable in compose["services"][name]["environment"]:
            assert f"`{variable}`" in README, variable


def test_readers_write_nothing_and_nginx_asks_who_is_there(compose):
    services = compose["services"]
    assert services["reader"]["environment"]["READ_ONLY"] == "on"
    assert "@replica/" in services["reader"]["environment"]["DATABASE_URL"]
    assert "@primary/" in services["desk"]["environment"]["DATABASE_URL"]
    asked = re.findall(r"server (\w+):8000", (DEPLOY / "upstreams-replica.conf").read_text())
    assert set(asked) == {"reader", "desk"} <= services.keys()


def test_every_image_has_a_version(compose):
    images = [service["image"] for service in compose["services"].values()]
    images += re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert {image for image in images if ":" not in image} == {"aftermath"}


def test_what_the_image_is_made_of_is_there_and_may_be_sent():
    copied = re.findall(r"^COPY (?!--from)(\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    sent = re.findall(r"^!(\S+)", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)
    assert sorted(copied) == sorted(sent)
    assert all((ROOT / name).exists() for name in copied)
