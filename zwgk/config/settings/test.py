"""For the tests: everything installed, a scratch ``var``; SQLite, or PostgreSQL by ``ZWGK_TEST_DATABASE_URL``."""

import os
import tempfile

os.environ.setdefault("ZWGK_VAR", tempfile.mkdtemp(prefix="zwgk-test-"))
os.environ["ZWGK_DATABASE_URL"] = os.environ.get("ZWGK_TEST_DATABASE_URL", "")
os.environ.pop("ZWGK_TODAY", None)

from zwgk.config.settings.office import *  # noqa: F403
from zwgk.config.settings.office import INSTALLED_APPS, STORAGES

FACE = "test"
INSTALLED_APPS = [*INSTALLED_APPS, "zwgk.portal"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
AXES_ENABLED = False
