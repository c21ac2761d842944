#!/usr/bin/env python3
"""Django's command line for this project: ./manage.py help"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:  # by Ctrl-C
        sys.exit("Stopped. Nothing is half done: run it again whenever you like.")


if __name__ == "__main__":
    main()
