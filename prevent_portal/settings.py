"""One settings file: what differs between places is an environment variable (.env.example)."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from . import keyring

BASE = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE / ".env").exists():
    env.read_env(BASE / ".env")

VAR = Path(env("PORTAL_VAR", default=str(BASE / "var")))
IS_EMBEDDED = not env("DATABASE_URL", default="")
IS_DEMO = env.bool("PORTAL_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)


def secret(name):
    """A secret from the environment; on the embedded servers, made once and kept beside them."""
    value = env(name, default="")
    if value:
        return value
    if not IS_EMBEDDED:
        raise ImproperlyConfigured(f"Set {name}: see .env.example.")
    path = VAR / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent
        ) as made:  # only its owner may read it
            made.write(secrets.token_hex(32))
            made.flush()
            with contextlib.suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()


# Who we are

#: Where the portal is, for links in emails that a worker sends. On real servers there is no guess.
PORTAL_URL = (
    env("PORTAL_URL", default="http://localhost:8000") if IS_EMBEDDED else env("PORTAL_URL")
)
PORTAL_NAME = env("PORTAL_NAME", default="Prevent portal")
SECRET_KEY = secret("SECRET_KEY")
#: Signs for whom the database answers (foundations: acting for someone).
ACTING_KEY = bytes.fromhex(secret("ACTING_KEY"))
#: Wrap the keys of Channel cases: "1:hex,2:hex", the newest version wraps. Keep a copy apart from every
#: backup of the database: without it no case can be read, with it a backup can.
#: CASE_MASTER_KEYS_FILE names a mounted secret that holds them instead.
CASE_MASTER_KEYS = keyring.master_keys(
    env("CASE_MASTER_KEYS_FILE", default=""), lambda: secret("CASE_MASTER_KEYS")
)
#: Proves that the seals of the access log are the portal's own: known to the machine, never to the database.
LOG_SEAL_KEY = secret("LOG_SEAL_KEY").encode()
#: Makes the blind tokens by which earlier referrals of the same person are found.
MATCHING_KEY = bytes.fromhex(secret("MATCHING_KEY"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The database, as the application login; `owner` is there only where migrations run

if IS_EMBEDDED:
    from . import local_servers

    _servers = local_servers.hold(VAR)
    DATABASES = {"default": _servers.app, "owner": _servers.owner}
    DATABASE_BACKUP = _servers.backup
    REDIS_URL = env("REDIS_URL", default=_servers.cache_url)
    CELERY_BROKER_URL = env("REDIS_URL", default=_servers.broker_url)
else:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    if env("DATABASE_OWNER_URL", default=""):
        DATABASES["owner"] = env.db_url("DATABASE_OWNER_URL")
    #: The login that reads everything, there only where backups are made.
    DATABASE_BACKUP = None
    if env("DATABASE_BACKUP_URL", default=""):
        DATABASE_BACKUP = env.db_url("DATABASE_BACKUP_URL")
    REDIS_URL = CELERY_BROKER_URL = env("REDIS_URL")

for database in DATABASES.values():
    database.setdefault("CONN_MAX_AGE", 60)
    database.setdefault("CONN_HEALTH_CHECKS", True)
    database.setdefault("DISABLE_SERVER_SIDE_CURSORS", env.bool("BEHIND_POOLER", default=False))
    database["ENGINE"] = "django.db.backends.postgresql"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = MEDIA_ROOT = Path(env("FILES_ROOT", default=str(VAR / "files")))
FILE_UPLOAD_PERMISSIONS = 0o600
#: How far the access log is sealed, noted outside the database, so that its newest rows cannot vanish with their seals.
LOG_SEAL_HEAD = Path(env("LOG_SEAL_HEAD", default=str(VAR / "log-seal.json")))
# Names of keys of cases that were destroyed, noted outside the database: a backup brings them back.
DESTROYED_KEYS = Path(env("DESTROYED_KEYS", default=str(VAR / "destroyed-keys.txt")))

# Background work

CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
#: With the queue away a page does not wait for it: the sweep finds what was promised.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 1}
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "prevent_portal.tasks.sweep", "schedule": 15.0},
    # each hour of a working day, so that a portal that was down in the morning writes later that day
    "one message a day": {
        "task": "prevent_portal.tasks.write_notices",
        "schedule": crontab(minute=10, hour="7-18"),
    },
    # after the hour's messages, and repeated for the same reason
    "reminders of training": {
        "task": "training.tasks.write_reminders",
        "schedule": crontab(minute=25, hour="7-18"),
    },
    "reminders to committees": {
        "task": "premises.tasks.remind_committees",
        "schedule": crontab(minute=35, hour="8-18"),
    },
    "next of several dates": {"task": "actions.tasks.refresh_due_dates", "schedule": 3600.0},
    "seals of the access log": {
        "task": "prevent_portal.tasks.seal_log",
        "schedule": crontab(minute=20),
    },
    "records that are kept no longer": {
        "task": "channel.tasks.sweep_old",
        "schedule": crontab(minute=40, hour=3),
    },
    "extracts nobody decided about": {
        "task": "training.tasks.cancel_undecided",
        "schedule": crontab(minute=20, hour=3),
    },
    # each hour, so that a portal that was down at night makes its drafts that day
    "drafts of papers": {"task": "reports.tasks.assemble_due", "schedule": crontab(minute=35)},
    "bookings whose time to be kept has passed": {
        "task": "premises.tasks.forget_bookings",
        "schedule": crontab(minute=50, hour=3),
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
    }
}

# Apps and the way through them

INSTALLED_APPS = [
    "prevent_portal",
    "actions",
    "training",
    "channel",
    "premises",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_linear_migrations",
    "guardian",
    "pgtrigger",
    "simple_history",
]
FIRST_PARTY_APPS = ["prevent_portal", "actions", "training", "channel", "premises", "reports"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "prevent_portal.access.AccessLogMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "prevent_portal.access.AccessMiddleware",
]

ROOT_URLCONF = "prevent_portal.urls"
WSGI_APPLICATION = "prevent_portal.wsgi.application"
FORM_RENDERER = "prevent_portal.forms.PortalRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prevent_portal.context.portal",
            ],
        },
    }
]

# Sign-in

#: auth.W004 looks for unique=True; the email address is unique whatever its capitals. guardian.W001 asks
#: for guardian's own backend, which would also ask its tables of everything and of groups: there are none.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "guardian.W001"]
AUTH_USER_MODEL = "prevent_portal.User"
AUTHENTICATION_BACKENDS = [
    "prevent_portal.backends.RoleBackend",
    "channel.permissions.SeatBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = GUARDIAN_MONKEY_PATCH_GROUP = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "prevent_portal.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "prevent_portal.forms.accounts.SignInForm",
    "change_password": "prevent_portal.forms.accounts.ChangePasswordForm",
    "reset_password": "prevent_portal.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "prevent_portal.forms.accounts.NewPasswordForm",
    "reauthenticate": "prevent_portal.forms.accounts.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "prevent_portal.factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME
#: Codes of the half minute before and after are right too: phones go wrong, and typing takes its time.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "prevent_portal.forms.factor.CodeForm",
    "reauthenticate": "prevent_portal.forms.factor.CodeAgainForm",
    "activate_totp": "prevent_portal.forms.factor.SetUpForm",
    "over_words": "prevent_portal.forms.factor.CodeOverWordsForm",
}
#: So long without opening a case, and the second factor is asked for again.
FACTOR_MINUTES = env.int("FACTOR_MINUTES", default=20)
#: So long without a key or a pointer, and a screen of Channel locks. Shorter than FACTOR_MINUTES.
LOCK_MINUTES = env.int("LOCK_MINUTES", default=10)
#: So many referrals without an account are taken in an hour, from everywhere; ten from one connection.
PUBLIC_REFERRALS_AN_HOUR = env.int("PUBLIC_REFERRALS_AN_HOUR", default=200)
#: For so long a chair certifies that somebody still needs their seat on a panel; 12 at most.
SEAT_MONTHS = env.int("SEAT_MONTHS", default=6)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
SESSION_ENGINE = "prevent_portal.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", default=60) * 60
SESSION_SAVE_EVERY_REQUEST = True  # the hour counts from the last page, not from signing in
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# What browsers are told. A demonstration runs on this machine, without TLS.

IS_PLAIN_HTTP = env.bool("PLAIN_HTTP", default=IS_DEMO or DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if IS_PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_PLAIN_HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
IS_BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
#: Rate limits count by the address that the proxy gives; else all would count as the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = int(IS_BEHIND_PROXY)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
CSRF_FAILURE_VIEW = "prevent_portal.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
#: In bytes: the largest file that a page takes whose address is among LARGE_UPLOADS, from whoever has
#: the permission beside it. Every other page takes files of up to 20 MB.
LARGEST_UPLOAD = env.int("LARGEST_UPLOAD_MB", default=2048) * 1024 * 1024
LARGE_UPLOADS = {"training:add_import": "training.import_training"}
#: Files that are sent to pages of these apps are held in memory alone, up to so many MB each.
UPLOADS_IN_MEMORY = {"channel": 10}
#: Where ClamAV's daemon is: unix:///run/clamav/clamd.ctl or tcp://HOST:3310. Without it files are not checked.
CLAMAV_URL = env("CLAMAV_URL", default="")
#: What happens to a file while the daemon cannot be reached: refuse it, or keep it in quarantine, where
#: nobody can have it before it was found clean.
CLAMAV_WHEN_AWAY = env("CLAMAV_WHEN_AWAY", default="refuse")
FILE_UPLOAD_HANDLERS = [
    "prevent_portal.uploads.InMemory",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "prevent_portal.uploads.UpToTheLimit",
]

# Static files, words and time

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [BASE / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Email: links only, never content

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if IS_EMBEDDED else env.NOTSET)
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("FROM_EMAIL", default="prevent-portal@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "prevent_portal.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
#: Where a copy of each line of the access log goes at once: host:port of a syslog server; "" for nowhere.
ACCESS_LOG_COPY = env("ACCESS_LOG_COPY", default="")
if ACCESS_LOG_COPY:
    _host, _, _port = ACCESS_LOG_COPY.rpartition(":")
    LOGGING["handlers"]["copy"] = {
        "class": "logging.handlers.SysLogHandler",
        "address": (_host, int(_port)),
    }
    LOGGING["loggers"] = {"access-log": {"handlers": ["copy"], "level": "INFO", "propagate": False}}
