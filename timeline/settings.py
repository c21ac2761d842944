"""All settings, from environment variables; README.md lists them.

Defaults are those of a production server on SQLite. A missing or malformed variable stops the start
with a message that names it.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from timeline.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(os.environ)

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret_key("SECRET_KEY", BASE_DIR / ".secret-key" if DEBUG else None)
# Whether readers reach the site over https. Off only for a machine of one's own.
HTTPS = env.flag("HTTPS", default=not DEBUG)
# What every absolute address begins with (`timeline.site_url`); what a request says of its host is
# believed nowhere.
SITE_URL = env.site("SITE_URL", https=HTTPS)
ALLOWED_HOSTS = env.hosts(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"], site=SITE_URL
)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

# On when a reverse proxy that sets X-Forwarded-Proto and X-Forwarded-For is the only way in; else
# anybody could send these headers.
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)

# Nobody approves an event they edited last themselves.
FOUR_EYES = env.flag("FOUR_EYES", default=True)

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        default=BASE_DIR / "db.sqlite3",
        conn_max_age=env.integer("CONN_MAX_AGE", default=60, at_most=86_400),
    )
}
# Where reports of readers are also mailed to; the form names it as another way to reach the desk.
REPORT_EMAIL = env.email("REPORT_EMAIL")
DEFAULT_FROM_EMAIL = REPORT_EMAIL or "webmaster@localhost"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")  # takes mail without signing in
EMAIL_PORT = env.integer("EMAIL_PORT", default=25, at_most=65_535)
# Whether people of the desk who ask for it are told by mail what happens to their work.
NOTICES = env.flag("NOTICES", default=False)
EMAIL_TIMEOUT = 5  # seconds: whoever reports waits for it
# Whom to tell of a hole in security, and the day up to which somebody promises to read it there.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
SECURITY_CONTACT_UNTIL = env.day("SECURITY_CONTACT_UNTIL")
if SECURITY_CONTACT and SECURITY_CONTACT_UNTIL is None:
    env.problem("SECURITY_CONTACT_UNTIL", "", "is needed with SECURITY_CONTACT", "Write a day")
# Megabytes of answers, as they are sent, that a process keeps of editions; 0 to keep none.
KEEP_ANSWERS = env.integer("KEEP_ANSWERS", default=32, at_most=4096)
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
LOG_FORMAT = env.choice("LOG_FORMAT", "LINE", ["LINE", "JSON"]).lower()
# Nothing is written: while a backup is restored, a server is moved, or something is wrong.
# Whether the desk reads pages of the web, when a person asks for one and in `check_sources`.
FETCH = env.flag("FETCH", default=False)
FETCH_ALSO: frozenset[str] = frozenset()  # hosts with ports that tests may read beside public ones
TSA = env.address("TSA")  # a time-stamping authority (RFC 3161) that stamps snapshots of pages
READ_ONLY = env.flag("READ_ONLY", default=False)
env.check()

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Seconds, where the host does not answer at all.
    waits: dict[str, object] = {"connect_timeout": 5}
    if READ_ONLY:
        waits["options"] = "-c default_transaction_read_only=on"
    DATABASES["default"]["OPTIONS"] = waits | DATABASES["default"].get("OPTIONS", {})
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "timeline.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that reads first and writes later would otherwise fail at once, without
        # waiting, when another process has written in between.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds to wait for another writer; then it is said that one writes
        # WAL: readers and the one writer do not block each other. With WAL, synchronous=NORMAL
        # cannot corrupt the database; a power failure may lose the last transactions, not more.
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-8000;"  # 8 MB of each thread, beside what is mapped
            "PRAGMA mmap_size=67108864;"  # 64 MB, which all processes share
            f"PRAGMA query_only={'ON' if READ_ONLY else 'OFF'}"
        ),
    } | DATABASES["default"].get("OPTIONS", {})

INSTALLED_APPS = [
    "timeline.reader",
    "timeline.editions",
    "timeline.reports",
    "timeline.backup",
    # Before the desk, whose admin takes the place of what these show of people and their keys.
    "django.contrib.auth",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "timeline.accounts",
    "timeline.curation",
    "timeline.desk",
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "simple_history",
    "csp",
    "axes",
]

# Public pages set no cookie: nothing here reads the session or the user unless a view or a template
# does, and only those of the admin do.
MIDDLEWARE = [
    "timeline.logs.RequestIds",
    # What was answered before is answered here; no middleware below is asked for it.
    "timeline.reader.door.seen.SeenBefore",
    "timeline.headers.EveryAnswer",
    "django.middleware.security.SecurityMiddleware",
    # A page of fifty events with their excerpts is mostly repeated words. A proxy in front that
    # compresses by itself takes this over.
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "timeline.turning.TurnsAreSeen",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "timeline.bodies.BodyLimit",
    "timeline.accounts.cookies.StaffCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "timeline.accounts.signed_out.SignedOut",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "timeline.urls"
WSGI_APPLICATION = "timeline.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "timeline.written.backend.WrittenTemplates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["timeline.reader.templatetags.links"],
        },
    }
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # they are for our own pages
STATICFILES_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    # Names carry a hash of the content, so browsers may keep the files for ever.
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE},
}

# Signing in. A lock holds for one name from one address, so that a stranger who guesses at a
# colleague's password cannot lock the colleague out.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# The page of a lock says until when it holds, so trying meanwhile does not make it longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "timeline.accounts.throttle.locked_out"


AXES_CLIENT_IP_CALLABLE = "timeline.accounts.throttle.client_address"

# Transport. HSTS covers this host alone: subdomains and browsers' preload lists are for the owner
# of the domain to decide, hence the two silenced checks.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc  # where visitors of http are sent
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
# Pages read the newest token, so that who was signed out meanwhile loses no word. Hiding
# it from scripts protects nothing: the same token stands in every form.
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # a link in a mail leads into the desk
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"  # browsers send neither to a public page
# By this beginning of their names browsers take them over https alone, so that nobody between can
# slip in one of their own. `__Host-` would demand that every page gets them.
_PREFIX = "__Secure-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
CSRF_FAILURE_VIEW = "timeline.accounts.signed_out.not_from_this_session"
# What was just saved is told from the session: a cookie for it would go with public requests too.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
OTP_TOTP_ISSUER = "Aftermath desk"  # what an authenticator app calls the account
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# The largest thing anyone sends is the text of one source in its form: 5 MB, and its line breaks,
# which a browser sends as two bytes each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # a dataset has a file a phase, and six more

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "timeline.logs.LineFormatter",
            "format": "{asctime} {levelname} {request_id} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "timeline.logs.Json"},
    },
    "filters": {
        "one_line": {"()": "timeline.faults.OneLine"},
        "numbered": {"()": "timeline.logs.Numbered"},
        "strangers": {"()": "timeline.logs.Strangers"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["numbered", "strangers", "one_line"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django gives this logger handlers of its own, which mail administrators and stay silent
        # while DEBUG is off.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Warns of each HEAD request, because Django leaves it to the server to drop the body.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Says of each request that waits for a thread that it does.
        "waitress.queue": {"level": "ERROR"},
    },
}
