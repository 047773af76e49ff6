"""The one settings file; it refuses to start in an unsafe state."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    database_from,
    env_bool,
    env_int,
    env_list,
    env_secret,
    env_text,
    read_env_file,
    reasons_not_to_start,
)

BASE_DIR = Path(__file__).resolve().parent.parent
read_env_file(BASE_DIR / env_text("ENV_FILE", ".env"))

# --- How it is run (.env.example describes every variable) -----------------------------------

DEBUG = env_bool("DEBUG", default=False)
DEVELOPMENT_KEY = "only-for-development-and-tests"
SECRET_KEY = env_secret("SECRET_KEY", default=DEVELOPMENT_KEY if DEBUG else "")
ALLOWED_HOSTS = env_list(
    "ALLOWED_HOSTS", default=("localhost", "127.0.0.1", "[::1]") if DEBUG else ()
)
PORT = env_int("PORT", default=8000)
SITE_ADDRESS = env_text(
    "SITE_ADDRESS",
    default=f"http://127.0.0.1:{PORT}" if DEBUG else f"https://{''.join(ALLOWED_HOSTS[:1])}",
).rstrip("/")
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR", default=not DEBUG)
DEMO_PASSWORD_IS_SET = bool(env_text("DEMO_PASSWORD"))
DEMO_PASSWORD = env_text("DEMO_PASSWORD", default="demonstration only") if DEBUG else ""
SERVICE_NAME = env_text("SERVICE_NAME", default="Review service")
SERVICE_LABEL = env_text("SERVICE_LABEL", default="DHR")
CLAMAV_SOCKET = env_text("CLAMAV_SOCKET")
FILES_ARE_NOT_SCANNED = env_bool("FILES_ARE_NOT_SCANNED", default=DEBUG and not CLAMAV_SOCKET)
# The key that signs the audit trail's checkpoints, kept off the database's machine.
CHECKPOINT_KEY_FILE = BASE_DIR / env_text(
    "CHECKPOINT_KEY_FILE", default="var/checkpoint.key" if DEBUG else "no-checkpoint-key"
)
CHECKPOINT_PUBLIC_KEY_FILE = env_text("CHECKPOINT_PUBLIC_KEY_FILE")
DOCUMENTS_DIR = BASE_DIR / env_text("DOCUMENTS_DIR", default="documents-store")

# --- Apps: each may import only those above it in our half of this list ----------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for our form renderer
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "guardian",
    "simple_history",
    "govuk",
    "audit",
    "accounts",
    "dhr_cases",
    "documents",
    "disclosure",
    "chronology",
    "workflow",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PrivateResponses",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.AuditMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SecondFactorRequired",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "govuk.renderer.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.service",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------

DATABASES = {
    "default": database_from(env_text("DATABASE_URL", default="sqlite:///db.sqlite3"), BASE_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if DEBUG
        # Sign-in throttling counts across all server processes, so they share one cache.
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    )
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DOCUMENTS_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILE_UPLOAD_PERMISSIONS = 0o600

# --- People and sign-in ----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# guardian's own backend is left out on purpose: policy.permissions_on is the only reader.
AUTHENTICATION_BACKENDS = [
    "accounts.whose_session.Backend",
    "dhr_cases.policy.CasePermissionBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds: a link to choose a password is for one day
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.KnownPassword"},
    {"NAME": "accounts.passwords.PatternPassword"},
    {"NAME": "accounts.passwords.ContextPassword"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
]
# allauth: by invitation only, by e-mail address, and guessing is slowed (security.md 1.4).
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reaches its address or is never accepted
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # seconds
ACCOUNT_LOGOUT_REDIRECT_URL = "accounts:signed_out"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key,100/5m/ip", "login": "100/m/ip"}
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "reauthenticate": "accounts.forms.sign_in.ConfirmPasswordForm",
    "change_password": "accounts.forms.sign_in.NewPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ChoosePasswordForm",
}
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
# Recovery codes are ours: allauth keeps the seed that makes them, we keep digests.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_FORMS = {
    "authenticate": "accounts.forms.second_step.CodeForm",
    "reauthenticate": "accounts.forms.second_step.ConfirmCodeForm",
    "activate_totp": "accounts.forms.second_step.AppForm",
    "deactivate_totp": "accounts.forms.second_step.RemoveAppForm",
    "authenticate_webauthn": "accounts.forms.second_step.PasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.second_step.ConfirmPasskeyForm",
    "add_webauthn": "accounts.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.second_step.RenamePasskeyForm",
}
# Left alone guardian makes an account of nobody's at each migrate and adds methods to User.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# --- Browser: cookies, headers, content policy -----------------------------------------------

SESSION_ENGINE = "accounts.whose_session"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
# `accounts.open_sessions` notes use, and so moves the end, once a minute: not at every request.
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "session" if DEBUG else "__Host-session"
SESSION_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf" if DEBUG else "__Host-csrf"
CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# A message may hold a name, so it stays on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env_bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # one proxy of ours writes where a request came from

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # its backend is left out, see AUTHENTICATION_BACKENDS
    "security.W021",  # preloading HSTS is for the owner of the council's domain to decide
]

# --- Words and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- E-mail ----------------------------------------------------------------------------------

EMAIL_BACKEND = f"django.core.mail.backends.{'console' if DEBUG else 'smtp'}.EmailBackend"
EMAIL_HOST = env_text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env_int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Logs: what went wrong and where, never what was in the record ---------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.log.WithoutContents",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "pikepdf": {"level": "WARNING"},
    },
}

if reasons := reasons_not_to_start(globals()):
    raise ImproperlyConfigured(" ".join(["The service will not start.", *reasons]))
