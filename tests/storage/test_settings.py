from __future__ import annotations

from pathlib import Path

import pytest

from storage.model import Reviewing
from storage.settings import BotSettings, Settings, SettingsError, load_settings

TOKEN = "123456:a-token-that-nobody-else-has"


def test_a_token_is_all_that_a_bot_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    settings = load_settings(BotSettings)
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.bot_url == "https://api.telegram.org/bot"
    assert (settings.timezone, settings.digest_hour, settings.dossier) == ("Asia/Qatar", 7, "gaza")


def test_settings_are_read_from_a_file_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\nOWNERS=7, 8\nDIGEST_HOUR=\n", "utf-8")
    assert load_settings(BotSettings).owners == {7, 8}


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"OWNERS": "7,eight", "TIMEZONE": "Mars/Base", "DIGEST_HOUR": "24"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(BotSettings)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "TELEGRAM_TOKEN", "OWNERS", "TIMEZONE", "DIGEST_HOUR",
    ]  # fmt: skip


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "not-a-token-but-secret")
    with pytest.raises(SettingsError) as caught:
        load_settings(BotSettings)
    assert "secret" not in str(caught.value)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    assert TOKEN not in repr(load_settings(BotSettings))


@pytest.mark.parametrize(
    "token", ["123456:short", f"{TOKEN} ", f"x{TOKEN}", "123456:كلمةسريةطويلةلاتنفعهنا12345"]
)
def test_what_botfather_would_never_give_is_no_token(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", token)
    with pytest.raises(SettingsError, match="TELEGRAM_TOKEN: this is not a token"):
        load_settings(BotSettings)


def test_what_stands_in_a_wrong_setting_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNERS", f"7,{TOKEN}")
    with pytest.raises(SettingsError) as caught:
        load_settings(Settings)
    assert TOKEN not in str(caught.value)
    monkeypatch.setenv("OWNERS", "9" * 30)
    with pytest.raises(SettingsError, match="OWNERS: Telegram user ids are whole numbers"):
        load_settings(Settings)


def test_the_example_file_names_every_setting_and_its_default() -> None:
    example = Path(__file__).resolve().parents[2] / ".env.example"
    lines = [line for line in example.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    assert {name.lower() for name in given} == set(Settings.model_fields)
    shown = Settings(**{name.lower(): value for name, value in given.items() if value})  # type: ignore[arg-type]
    assert shown == Settings()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SUMMARIZER": "transformers"}, "SUMMARIZER_MODEL"),
        ({"SUMMARIZER": "endpoint", "SUMMARIZER_MODEL": "m"}, "SUMMARIZER_URL"),
        ({"SUMMARIZER": "oracle"}, "SUMMARIZER"),
    ],
)
def test_a_writer_without_what_it_needs_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(Settings)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [missing]


def test_what_is_doubtful_waits_for_an_editor_unless_it_is_said_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings(Settings).review is Reviewing.DOUBTFUL
    monkeypatch.setenv("REVIEW", "none")
    assert load_settings(Settings).review is Reviewing.NONE
    monkeypatch.setenv("REVIEW", "sometimes")
    with pytest.raises(SettingsError, match="REVIEW"):
        load_settings(Settings)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9464", ("127.0.0.1", 9464)),
        (":9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
        ("[::1]:9464", ("::1", 9464)),
    ],
)
def test_metrics_are_for_this_machine_unless_a_host_is_named(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: tuple[str, int]
) -> None:
    monkeypatch.setenv("METRICS_ADDR", written)
    assert load_settings(Settings).metrics_addr == meant


@pytest.mark.parametrize("written", ["here", "localhost", "host:0", "host:99999", "-1"])
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("METRICS_ADDR", written)
    with pytest.raises(SettingsError, match="METRICS_ADDR: this is not an address"):
        load_settings(Settings)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("DIGSET_HOUR", "DIGSET_HOUR: no setting of this name (.env); is DIGEST_HOUR meant?"),
        ("OWNER", "OWNER: no setting of this name (.env); is OWNERS meant?"),
        ("telegram_tokn", "telegram_tokn: no setting of this name (.env); is TELEGRAM_TOKEN meant?"),
        ("COLOUR_OF_THE_SKY", "COLOUR_OF_THE_SKY: no setting of this name (.env); see .env.example"),
    ],
)
def test_a_misspelt_key_in_the_file_is_refused_by_its_name(tmp_path: Path, key: str, said: str) -> None:
    (tmp_path / ".env").write_text(f"# a note\nDIGEST_HOUR=8\n{key}=a secret\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(Settings)
    assert str(caught.value) == said


def test_other_programs_variables_in_the_environment_are_none_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGSET_HOUR", "9")
    (tmp_path / ".env").write_text("digest_hour=8\n", "utf-8")
    assert load_settings(Settings).digest_hour == 8
