from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from storage.files import FileError, load_folder, load_lines, load_path


def test_a_folder_gives_its_texts_by_name_with_what_the_manifest_says(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("خبر ب", "utf-8")
    (tmp_path / "a.txt").write_text("خبر أ", "utf-8")
    origin = {"published": "2025-01-15", "publisher": "صحيفة", "url": "https://paper.example/a"}
    (tmp_path / "manifest.json").write_text(json.dumps({"a.txt": origin}), "utf-8")
    first, second = load_folder(tmp_path)
    assert (first.name, first.article.publisher, first.article.published) == ("a", "صحيفة", date(2025, 1, 15))
    assert (second.name, second.article.publisher) == ("b", None)


def test_json_lines_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(
        '{"id": "x", "text": "خبر", "extra": 1}\n\n{"text": "آخر", "published": "2025-01-15"}\n', "utf-8"
    )
    assert [(found.name, found.article.text) for found in load_path(path)] == [("x", "خبر"), ("3", "آخر")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1"),
        ('{"id": "x"}', "text: Field required"),
        ('{"text": "خبر", "published": "yesterday"}', "published"),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    with pytest.raises(FileError, match=problem):
        list(load_lines([line], "standard input"))


def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\xff\xfe")
    (tmp_path / "zeros.txt").write_bytes(b"abc\0def")
    for name, problem in (
        ("picture.txt", "not UTF-8"),
        ("zeros.txt", "binary"),
        ("none.txt", "No such file"),
    ):
        with pytest.raises(FileError, match=problem):
            list(load_path(tmp_path / name))


def test_an_empty_folder_and_a_manifest_of_strangers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"no \.txt file"):
        list(load_folder(tmp_path))
    (tmp_path / "a.txt").write_text("خبر", "utf-8")
    (tmp_path / "manifest.json").write_text('{"z.txt": {}}', "utf-8")
    with pytest.raises(FileError, match=r"not there: z\.txt"):
        list(load_folder(tmp_path))
