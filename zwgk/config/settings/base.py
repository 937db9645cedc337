"""What every process of the system shares. The faces add their own in ``portal.py``, ``office.py``, ``worker.py``."""

from __future__ import annotations

from typing import Any

from zwgk.config import env as environment
from zwgk.config.logs import configure as configure_logs

ENV = environment.load()
VAR = ENV.var_dir
VAR.mkdir(parents=True, exist_ok=True)
environment.must_be_whole(VAR)

SECRET_KEY = environment.secret(VAR, "django")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

SHARED_ROOMS = [
    "zwgk.audit",
    "zwgk.people",
    "zwgk.files",
    "zwgk.jobs",
    "zwgk.ui",
    "zwgk.matters",
    "zwgk.search",
    "zwgk.notices",
    "zwgk.approvals",
    "zwgk.deadlines",
    "zwgk.publishing",
    # the portal files requests and shows their progress; acts and staff queries of the room are not the portal's
    "zwgk.inforequests",
]
FEATURE_ROOMS = ["zwgk.documents", "zwgk.crossings"]

INSTALLED_APPS: list[str] = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *SHARED_ROOMS,
]
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": environment.database(ENV.database_url, VAR)}
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["zwgk.ui.templatetags.ui"],
        },
    }
]

STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "files"), "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = str(VAR / "static")
MEDIA_ROOT = str(VAR / "files")

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a form without its files: the longest text of a document, generously
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(ENV.https)
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
if ENV.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _CSP}

LOGGING_CONFIG = None
configure_logs(level=ENV.log_level, as_json=ENV.log_json)

SILENCED_SYSTEM_CHECKS: list[str] = []
