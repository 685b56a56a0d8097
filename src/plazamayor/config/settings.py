"""Django's settings, made from the environment. Rooms read them through `django.conf.settings`."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import msgspec
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from plazamayor.config import logs, remembering
from plazamayor.config.connectors import CONNECTORS as CONNECTORS  # noqa: PLC0414 a setting: the channels read it
from plazamayor.config.environment import environment as env
from plazamayor.config.mail import read_mail
from plazamayor.config.providers import openid

HOME = env.home_path
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)


def _secret_key() -> str:
    """The installation's own key: given, or made once and kept in the data directory."""
    if env.secret_key:
        return env.secret_key
    path = HOME / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = env.debug
BASE_URL = env.base_url.rstrip("/")
_HOST = urlsplit(BASE_URL).hostname or "localhost"
_SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [_HOST, "localhost", "127.0.0.1", "[::1]", *filter(None, env.allowed_hosts.split(","))]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "heroicons",
    "csp",
    "django_tasks",
    "django_tasks_db",
    # rooms before allauth, whose templates they draw again
    "plazamayor.core",
    "plazamayor.organisation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "plazamayor.analytics",
    "plazamayor.procedures",
    "plazamayor.guards",
    "plazamayor.channels",
    "plazamayor.campaigns",
    "plazamayor.publishing",
    "plazamayor.bulletins",
    "plazamayor.public",
    "plazamayor.demo",
]

MIDDLEWARE = [
    "plazamayor.config.logs.access_log",
    "plazamayor.config.bodies.without_nul",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a public page weighs under 30 kB; secrets in pages are masked anew each time
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "plazamayor.public.doorway.own_door",
    "plazamayor.core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "plazamayor.config.urls"
ASGI_APPLICATION = "plazamayor.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plazamayor.core.navigation.context",
            ],
            "builtins": [
                "plazamayor.core.templatetags.ui",
                "heroicons.templatetags.heroicons",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "plazamayor.core.forms.Renderer"

DATABASES = {
    "default": dj_database_url.parse(env.database_url or f"sqlite:///{HOME / 'plazamayor.sqlite3'}", conn_max_age=60),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
CACHES = {"default": remembering.cache(shared=DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.language
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]  # the texts of the command line; those of a room lie in it
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "UTC"
DEFAULT_TIME_ZONE = env.time_zone
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_TEMP_DIR = HOME / "arriving"  # /tmp may be small, or memory
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)

# Mail
globals().update(read_mail(env.email_url))
MAIL_CONFIGURED = bool(env.email_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from

# Sign-in
AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LDAP_URL = env.ldap_url
LDAP_BASE = env.ldap_base
LDAP_EMAIL_ATTRIBUTE = env.ldap_email_attribute
LDAP_BIND_DN = env.ldap_bind_dn
LDAP_BIND_PASSWORD = env.ldap_bind_password
if LDAP_URL:
    AUTHENTICATION_BACKENDS.append("plazamayor.organisation.directory.DirectoryBackend")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]
PASSWORD_RESET_TIMEOUT = 3 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "plazamayor.organisation.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_CONFIGURED
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = str
MFA_ADAPTER = "plazamayor.organisation.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "plazamayor.organisation.forms.SecondCodeForm",
    "reauthenticate": "plazamayor.organisation.forms.ConfirmCodeForm",
    "add_webauthn": "plazamayor.organisation.forms.AddKeyForm",
    "login_webauthn": "plazamayor.organisation.forms.LoginKeyForm",
    "authenticate_webauthn": "plazamayor.organisation.forms.SecondKeyForm",
    "reauthenticate_webauthn": "plazamayor.organisation.forms.ConfirmKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE
MFA_TOTP_ISSUER = "Plaza Mayor"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True
OIDC_PROVIDERS: list[dict[str, str]] = msgspec.json.decode(env.oidc_providers)
SOCIALACCOUNT_ADAPTER = "plazamayor.organisation.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = openid(OIDC_PROVIDERS)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A form that posts here and ends at the provider is refused by `form-action 'self'`; a link is not.
SOCIALACCOUNT_LOGIN_ON_GET = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# What rooms read
EVENTS_DSN = env.events or f"chdb://{HOME / 'events'}"
STORE_MEMORY = env.store_memory_mb * 1024 * 1024
SPOOL_FSYNC_MS = env.spool_fsync_ms
SPOOL_LIMIT = env.spool_limit_mb * 1024 * 1024
UPLOAD_LIMIT = env.upload_limit_mb * 1024 * 1024
PRIVATE_HOSTS = tuple(filter(None, (part.strip() for part in env.private_hosts.split(","))))
TRUSTED_PROXIES = tuple(filter(None, (part.strip() for part in env.trusted_proxies.split(","))))
GEO_DATABASE = Path(env.geo_database) if env.geo_database else None
SPAM_REFERRERS = Path(env.spam_referrers) if env.spam_referrers else None
STATIC_EXTENSIONS = frozenset(env.static_extensions.lower().split(","))
DOWNLOAD_EXTENSIONS = frozenset(env.download_extensions.lower().split(","))
BACKUP_FOLDER = Path(env.backup_folder).expanduser() if env.backup_folder else None
BACKUP_KEEP = env.backup_keep
METRICS_TOKEN = env.metrics_token
LOGGING = logs.configuration(env.log_format, env.log_level)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
