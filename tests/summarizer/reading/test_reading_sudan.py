"""Another negotiation is another dossier: what is Sudan's is read for Sudan, what is Gaza's for Gaza."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.catalog import dossier_names, load_dossier
from storage.model import Article, Reading, Remark
from summarizer.reading import read

SUDAN, GAZA = load_dossier("sudan"), load_dossier("gaza")
HERE = Path(__file__).parent / "sudan"
SAMPLES = Path(__file__).parents[3] / "bot" / "preview" / "samples"
JEDDAH, GENEVA = HERE / "jeddah-2023-05-21.txt", HERE / "geneva-2024-08-15.txt"


def article(path: Path) -> Article:
    return Article(path.read_text("utf-8"), published=date.fromisoformat(path.stem[-10:]))


def told(reading: Reading) -> set[tuple[str, str, str | None, str | None]]:
    return {
        (r.type.value, r.status.value, r.when.first.isoformat() if r.when.first else None, r.place)
        for r in reading.reports
    }


def test_both_negotiations_are_known() -> None:
    assert {"gaza", "sudan"} <= set(dossier_names())


def test_the_truce_of_jeddah_is_read_with_its_day_its_sides_and_its_length() -> None:
    reading = read(article(JEDDAH), SUDAN)
    assert ("agreement", "happened", "2023-05-20", "جدة") in told(reading)
    (deal,) = [r for r in reading.reports if r.type == "agreement"]
    assert {"الجيش السوداني", "قوات الدعم السريع"} <= set(deal.parties)
    (call,) = [r for r in reading.reports if r.type == "call"]
    assert set(call.people) == {"فيصل بن فرحان", "عبد الفتاح البرهان"}
    assert [(f.what, f.value) for f in reading.figures] == [("truce_days", 7)]
    assert [(p.party, p.stance, p.issue) for p in reading.positions] == [
        ("قوات الدعم السريع", "demands", "aid")
    ]


def test_the_talks_of_geneva_are_read_with_who_was_received_and_who_refused_to_come() -> None:
    reading = read(article(GENEVA), SUDAN)
    assert {
        ("talks", "happened", "2024-08-14", "جنيف"),
        ("meeting", "happened", "2024-08-13", "جنيف"),
    } <= told(reading)
    (refusal,) = [r for r in reading.reports if r.type == "rejection"]
    assert refusal.people == ("عبد الفتاح البرهان",)
    assert not any(r.type == "visit" and r.status == "happened" for r in reading.reports)


def test_an_office_without_a_name_is_its_holders_on_the_day() -> None:
    text = "التقى وزير الخارجية السوداني في جدة أمس نظيره السعودي لبحث الحرب في السودان."
    of_2024 = read(Article(text, published=date(2024, 8, 15)), SUDAN).reports[0]
    of_2023 = read(Article(text, published=date(2023, 8, 15)), SUDAN).reports[0]
    assert set(of_2024.people) == {"حسين عوض", "فيصل بن فرحان"}
    assert set(of_2023.people) == {"علي الصادق", "فيصل بن فرحان"}


@pytest.mark.parametrize("path", [JEDDAH, GENEVA], ids=lambda path: path.stem)
def test_articles_on_sudan_tell_nothing_of_gaza(path: Path) -> None:
    reading = read(article(path), GAZA)
    assert reading.remark is Remark.ELSEWHERE and not reading.reports


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_articles_on_gaza_tell_nothing_of_sudan(path: Path) -> None:
    reading = read(Article(path.read_text("utf-8"), published=date(2025, 1, 14)), SUDAN)
    assert reading.remark is Remark.ELSEWHERE
    assert not reading.reports and not reading.positions and not reading.figures
