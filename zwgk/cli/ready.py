"""Getting Django ready for a command that needs the database."""

from __future__ import annotations

import os


def django_ready(*, migrated: bool = True) -> None:
    """Load the settings and every room; with ``migrated``, make or update the database first (an empty ``var`` works).

    Errors: ``SettingError`` (a :class:`~zwgk.rules.errors.RuleViolation`) naming the setting and the remedy.
    """
    from django.apps import apps

    if not apps.ready:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = "zwgk.config.settings.worker"
        django.setup()
    if migrated:
        from pathlib import Path

        from django.conf import settings

        from zwgk.config import prepare

        with prepare.only_one(Path(settings.VAR)):
            prepare.migrate()
