#!/usr/bin/env python3
"""Make sure that Debian packages are there, by what they provide and not by their name.

    packages.py [python3-venv] [postgresql] [chromium-headless-shell] [fonts-noto-core] [wrk]
        [nginx-light] [openssh-client] [openssl] [pandoc]

Missing ones are installed when that needs no password; else this says what to type, and fails.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from with_postgres import binaries


def _has_arabic_font() -> bool:
    """Pages show Arabic and Persian names; without a font, a browser test measures boxes."""
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=ar"], capture_output=True, text=True)
    return bool(fonts.stdout.strip())


PROVIDED: dict[str, Callable[[], bool]] = {
    # Debian splits ensurepip off the venv module, which then fails half-way.
    "python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None,
    "postgresql": lambda: binaries() is not None,
    "chromium-headless-shell": lambda: shutil.which("chromium-headless-shell") is not None,
    "fonts-noto-core": _has_arabic_font,
    "npm": lambda: shutil.which("npm") is not None,
    "wrk": lambda: shutil.which("wrk") is not None,
    "openssh-client": lambda: shutil.which("ssh-keygen") is not None,
    "pandoc": lambda: shutil.which("pandoc") is not None,
    "openssl": lambda: shutil.which("openssl") is not None,
    # Debian puts servers where only root looks for programs.
    "nginx-light": lambda: shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") is not None,
}


def missing(packages: list[str]) -> list[str]:
    return [package for package in packages if not PROVIDED[package]()]


def _as_root() -> list[str] | None:
    """What to put before a command to run it as root without being asked; None if impossible."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def main(packages: list[str]) -> int:
    if unknown := [package for package in packages if package not in PROVIDED]:
        sys.exit(f"unknown package {unknown[0]!r}; known: {', '.join(PROVIDED)}")
    wanted = missing(packages)
    if not wanted:
        return 0
    install = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    by_hand = f"Install with:\n\n    sudo apt-get update && sudo {' '.join(install)}\n"
    names = ", ".join(wanted)
    if not shutil.which("apt-get"):
        sys.exit(f"Missing: {names} (names of Debian packages; there is no apt-get here).")
    root = _as_root()
    if root is None:
        sys.exit(f"Missing: {names}. {by_hand}")
    print(f"Installing {names}", flush=True)
    # Through env, because sudo drops variables.
    quietly = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run([*quietly, *command], stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed. {by_hand}")
    if still := missing(wanted):
        sys.exit(f"{', '.join(still)} installed, but what it provides was not found.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
