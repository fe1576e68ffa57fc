"""Django's settings, derived from :class:`.environment.Environment` and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from aboveboard.project.databases import database
from aboveboard.project.environment import Environment
from aboveboard.project.mail import mailers

ENVIRONMENT = Environment.read()
DATA_DIR = ENVIRONMENT.data_dir
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.signing_key()
SEALING_KEYS = ENVIRONMENT.sealing_keys  # called each time: the key may change while this runs
DEBUG = ENVIRONMENT.debug
_public = urlsplit(ENVIRONMENT.base_url)
_is_https = _public.scheme == "https"
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *([_public.hostname] if _public.hostname else []),
]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url] if ENVIRONMENT.base_url else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_ox",
    "aboveboard.web",
    "aboveboard.rooms.workspaces",
    "aboveboard.rooms.record",
    "aboveboard.rooms.library",
    "aboveboard.rooms.accounts",
    "aboveboard.rooms.boundaries",
    "aboveboard.rooms.readings",
    "aboveboard.rooms.mirror",
    "aboveboard.rooms.publishing",
    "aboveboard.rooms.demo",
    "aboveboard.rooms.today",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "aboveboard.web.errors.AnswerErrors",
]

ROOT_URLCONF = "aboveboard.project.urls"
WSGI_APPLICATION = "aboveboard.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aboveboard.web.context.page",
                "aboveboard.rooms.workspaces.context.seat",
                "aboveboard.rooms.publishing.context.held",
            ],
            "builtins": ["aboveboard.web.templatetags.parts"],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "workspaces.User"
LOGIN_URL = "workspaces:sign_in"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "aboveboard_session"
CSRF_COOKIE_NAME = "aboveboard_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "aboveboard.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "aboveboard_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "attachments", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Served from the package itself: no collecting step, and a start in under two seconds.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "temporary"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
UPLOAD_DIR = DATA_DIR / "uploads"

TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {
            "MAX_ATTEMPTS": 20,
            "LOCK_TIMEOUT": 30,
            "BACKOFF_INITIAL": 2,
            "SCHEDULES": {
                "accounts": {
                    "task": "aboveboard.rooms.accounts.jobs.keep_accounts",
                    "every": timedelta(hours=1),
                },
                "accounts-checked": {
                    "task": "aboveboard.rooms.accounts.jobs.check_accounts",
                    "every": timedelta(days=1),
                },
                "pictures": {
                    "task": "aboveboard.rooms.publishing.jobs.drop_unused_pictures",
                    "every": timedelta(days=1),
                },
            },
        },
    }
}

MAILERS = mailers(ENVIRONMENT.mail_url)
HAS_MAIL = bool(ENVIRONMENT.mail_url)
DEFAULT_FROM_EMAIL = (
    ENVIRONMENT.mail_from or f"Aboveboard <aboveboard@{_public.hostname or 'localhost'}>"
)
BASE_URL = ENVIRONMENT.base_url

# What a door to the outside is made with (aboveboard.channels.http.door).
OUTGOING_PROXY = ENVIRONMENT.proxy
OUTGOING_OWN_NETWORKS = ENVIRONMENT.own
NETWORK_ADDRESSES = ENVIRONMENT.elsewhere

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    # Refused addresses hold ids and tokens; the access layer says enough.
    # django.tasks tells every start and end of a job; that is for whoever asks for INFO.
    "loggers": {
        "django.tasks": {"level": ENVIRONMENT.log_level},
        "django.request": {"level": "ERROR"},
        "waitress": {"level": "ERROR"},
    },
}
