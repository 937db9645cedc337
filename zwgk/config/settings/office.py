"""The staff's process."""

from zwgk.config import env as environment
from zwgk.config.settings.base import *  # noqa: F403
from zwgk.config.settings.base import ALLOWED_HOSTS, ENV, FEATURE_ROOMS, INSTALLED_APPS, VAR

FACE = "office"
#: seals the second factors; the portal has no business with it
PERSON_KEY = environment.secret(VAR, "person")
INSTALLED_APPS = [*INSTALLED_APPS, *FEATURE_ROOMS, "axes", "zwgk.office"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *ENV.office_hosts]
ROOT_URLCONF = "zwgk.config.urls_office"
WSGI_APPLICATION = "zwgk.config.wsgi_office.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zwgk.office.middleware.ActorMiddleware",
    "zwgk.office.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "zwgk.people.passwords.MixedCharacters"},
    {"NAME": "zwgk.people.passwords.NotReused"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "office/account/locked.html"
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "zwgk_office_session"
CSRF_COOKIE_NAME = "zwgk_office_csrf"
CSRF_FAILURE_VIEW = "zwgk.office.errors.csrf_failure"
SESSION_COOKIE_AGE = int(ENV.session_minutes) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
