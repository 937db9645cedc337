"""The public's process: no staff face installed, no staff route, a database role of its own."""

from zwgk.config import env as environment
from zwgk.config.settings.base import *  # noqa: F403
from zwgk.config.settings.base import ALLOWED_HOSTS, ENV, INSTALLED_APPS, VAR

FACE = "portal"
INSTALLED_APPS = [*INSTALLED_APPS, "zwgk.portal"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *ENV.portal_hosts]
ROOT_URLCONF = "zwgk.config.urls_portal"
WSGI_APPLICATION = "zwgk.config.wsgi_portal.application"
DATABASES = {
    "default": environment.database(ENV.portal_database_url or ENV.database_url, VAR, where="PORTAL_DATABASE_URL")
}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zwgk.portal.middleware.RefusalMiddleware",
]
CSRF_COOKIE_NAME = "zwgk_portal_csrf"
CSRF_FAILURE_VIEW = "zwgk.portal.errors.csrf_failure"
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
