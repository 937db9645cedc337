#!/usr/bin/env python
"""Django's own commands for those who develop zwgk; people who run it use ``zwgk``."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.worker")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
