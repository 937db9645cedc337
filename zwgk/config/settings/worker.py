"""Background work and the command line: every room, both faces' templates (it renders the shelf)."""

from zwgk.config import env as environment
from zwgk.config.settings.base import *  # noqa: F403
from zwgk.config.settings.base import FEATURE_ROOMS, INSTALLED_APPS, VAR

FACE = "worker"
#: seals the second factors; the portal has no business with it
PERSON_KEY = environment.secret(VAR, "person")
INSTALLED_APPS = [
    *INSTALLED_APPS,
    *FEATURE_ROOMS,
    "axes",
    "zwgk.portal",
    "zwgk.office",
]
ROOT_URLCONF = "zwgk.config.urls_portal"
MIDDLEWARE: list[str] = []
AXES_ENABLE_ADMIN = False

#: it answers no request, so the warnings about missing middleware do not concern it
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W003"]
