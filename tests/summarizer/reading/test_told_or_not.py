"""What may be told as happened: a table of what was denied, supposed, proposed or refused, beside what did happen."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.model import Article, Reading, Status
from summarizer.reading import read

GAZA = load_dossier("gaza")
TABLE = tomllib.loads(Path(__file__).with_name("told_or_not.toml").read_text("utf-8"))
HEAD = "تتابع الأوساط السياسية ملف الرهائن في قطاع غزة وملف الأسرى الفلسطينيين منذ أشهر طويلة من دون انقطاع. "
TAIL = " " + HEAD
TOLD = {Status.HAPPENED, Status.CLAIMED}

NOT = [
    (text, entry)
    for kind in ("denied", "supposed", "refused", "planned")
    for entry in TABLE[kind]
    for text in entry["texts"]
]
DID = [(text, entry) for entry in TABLE["did"] for text in entry["texts"]]


def reading_of(text: str) -> Reading:
    return read(Article(HEAD + text + TAIL, published=date(2025, 7, 20)), GAZA)


def told(reading: Reading) -> set[str]:
    return {r.type.value for r in reading.reports if r.status in TOLD and r.spans[0].start >= len(HEAD)}


def stances(reading: Reading) -> list[str]:
    return sorted({f"{p.party} {p.stance.value}" for p in reading.positions})


@pytest.mark.parametrize(("text", "entry"), NOT, ids=[text[:50] for text, _ in NOT])
def test_what_was_denied_supposed_or_refused_is_not_told_as_happened(text: str, entry: dict) -> None:
    reading = reading_of(text)
    assert not told(reading) & set(entry["not"]), reading.reports
    if "stances" in entry:
        assert stances(reading) == entry["stances"]


@pytest.mark.parametrize(("text", "entry"), DID, ids=[text[:50] for text, _ in DID])
def test_what_did_happen_is_told(text: str, entry: dict) -> None:
    reading = reading_of(text)
    assert set(entry["tells"]) <= told(reading), reading.reports


@pytest.mark.parametrize("case", TABLE["stance"], ids=lambda case: case["text"][:50])
def test_a_stance_is_what_its_party_said_and_no_more(case: dict) -> None:
    assert stances(reading_of(case["text"])) == case["stances"]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(NOT) + len(DID) + len(TABLE["stance"]) >= 70
