"""What the environment says, checked as a whole before anything starts; knows no database and no network."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.errors import StorageError
from storage.model import Reviewing

_FILE = ".env"
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Telegram promises at most 52 significant bits: that many digits.
_LONGEST_ID = 16
# Messages a second in all that Telegram's FAQ allows a bot, and one that pays for its broadcasts.
FREE_PER_SECOND, PAID_PER_SECOND = 30.0, 1000.0


class SettingsError(StorageError):
    """The settings are not right."""


class Settings(BaseSettings):
    """The settings, by the names that `.env.example` explains; they come from the environment or `.env`."""

    model_config = SettingsConfigDict(env_file=_FILE, extra="ignore", env_ignore_empty=True, frozen=True)

    telegram_token: SecretStr | None = None
    telegram_api: AnyHttpUrl = AnyHttpUrl("https://api.telegram.org")
    database_url: str = "sqlite:///wasit.db"
    owners: Annotated[frozenset[int], NoDecode] = frozenset()
    dossier: str = "gaza"
    timezone: str = "Asia/Qatar"
    digest_hour: int = Field(default=7, ge=0, le=23)
    review: Reviewing = Reviewing.DOUBTFUL
    summarizer: Literal["extractive", "transformers", "endpoint"] = "extractive"
    summarizer_model: str | None = None
    summarizer_url: AnyHttpUrl | None = None
    summarizer_key: SecretStr | None = None
    models: Path = Path("models")
    paid_broadcast: bool = False
    pace_all: float | None = Field(default=None, gt=0, le=1000)
    pace_chat: float = Field(default=1.0, gt=0)
    pace_group: float = Field(default=20.0, gt=0)
    webhook_url: AnyHttpUrl | None = None
    webhook_addr: Annotated[tuple[str, int], NoDecode] = ("127.0.0.1", 8443)
    metrics_addr: Annotated[tuple[str, int] | None, NoDecode] = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("owners", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        """Take Telegram user ids as they are written in one line, with commas."""
        if not isinstance(value, str):
            return value
        words = [word.strip() for word in value.replace("،", ",").split(",") if word.strip()]
        # What stands there instead is not repeated: it may be a secret on the wrong line.
        if not all(word.isdecimal() and len(word) <= _LONGEST_ID for word in words):
            raise ValueError(
                "Telegram user ids are whole numbers with commas between them, not all of these are"
            )
        return frozenset(map(int, words))

    @field_validator("metrics_addr", "webhook_addr", mode="before")
    @classmethod
    def _address(cls, value: object) -> object:
        """Take "9464", ":9464" or "host:9464"; without a host only this machine can reach it."""
        if not isinstance(value, str):
            return value
        host, _, port = value.strip().rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError(
                "this is not an address; write a port (9464) or a host and a port (0.0.0.0:9464)"
            )
        return host.strip("[]") or "127.0.0.1", int(port)

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: AnyHttpUrl | None) -> AnyHttpUrl | None:
        """Telegram brings updates over TLS alone; a Bot API server on this machine may do without."""
        if value and value.scheme != "https" and value.host not in LOOPBACK:
            raise ValueError("this has to begin with https://")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
            raise ValueError(f"no time zone is called {value!r}; write one like Asia/Qatar") from cause
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("this is not a token as BotFather gives it (numbers, a colon, letters)")
        return value

    @model_validator(mode="after")
    def _what_a_writer_needs(self) -> Self:
        """A writer that runs a model needs to know which, and one that asks a server, where."""
        if self.summarizer in ("transformers", "endpoint") and not self.summarizer_model:
            raise ValueError(f"SUMMARIZER_MODEL: missing, SUMMARIZER={self.summarizer} needs it")
        if self.summarizer == "endpoint" and not self.summarizer_url:
            raise ValueError(
                "SUMMARIZER_URL: missing, SUMMARIZER=endpoint needs it (http://127.0.0.1:8000/v1)"
            )
        return self

    @property
    def per_second(self) -> float:
        """How many pushes a second go to all chats together: what Telegram allows, unless PACE_ALL says less."""
        allowed = PAID_PER_SECOND if self.paid_broadcast else FREE_PER_SECOND
        return allowed if self.pace_all is None else min(self.pace_all, allowed)

    @property
    def bot_url(self) -> str:
        """Where the Bot API's methods are, as python-telegram-bot's `base_url` wants it."""
        return f"{str(self.telegram_api).rstrip('/')}/bot"

    @property
    def file_url(self) -> str:
        """Where the Bot API's files are, as python-telegram-bot's `base_file_url` wants it."""
        return f"{str(self.telegram_api).rstrip('/')}/file/bot"


class BotSettings(Settings):
    """The settings of a process that talks to Telegram: without a token it cannot start."""

    telegram_token: SecretStr


SomeSettings = TypeVar("SomeSettings", bound=Settings)


def load_settings(kind: type[SomeSettings]) -> SomeSettings:
    """Read the settings; raises one SettingsError that names all that is wrong, and never a secret's value."""
    try:
        problems = _unknown()
        settings = kind()
    except ValidationError as cause:
        problems = [*map(_problem, cause.errors(include_input=False)), *problems]
    except UnicodeDecodeError:
        raise SettingsError(".env: this is not UTF-8 text") from None
    except OSError as cause:
        raise SettingsError(f".env: {cause.strerror or 'cannot be read'}") from None
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _unknown() -> list[str]:
    """Return a sentence for each key of `.env` that is no setting: one that is misspelt would do nothing, silently.

    The environment is left alone: other programs' settings stand there too.
    """
    known = [name.upper() for name in Settings.model_fields]
    strange = [key for key in dotenv_values(_FILE) if key.upper() not in known]
    near = {key: get_close_matches(key.upper(), known, 1) for key in strange}
    return [
        f"{key}: no setting of this name ({_FILE}); {f'is {near[key][0]} meant?' if near[key] else 'see .env.example'}"
        for key in strange
    ]


def _problem(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"])).upper()
    if not name:
        # What several settings have to do with each other names them itself.
        return error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        return f"{name}: missing (see .env.example; `wasit demo` needs no settings)"
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"
