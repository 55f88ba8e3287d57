"""An outlet is taken from a text only where a line of its own names it."""

from __future__ import annotations

import pytest

from summarizer.stated import stated_publisher

BODY = "أعلنت الوساطة القطرية استئناف المشاورات في الدوحة.\n" * 9


@pytest.mark.parametrize(
    "line", ["المصدر: الجزيرة", "المصدر : الجزيرة + وكالات", "نقلًا عن الجزيرة", "الجزيرة"]
)
@pytest.mark.parametrize("text", ["{line}\n" + BODY, BODY + "{line}"])
def test_a_line_above_or_below_names_the_outlet(line: str, text: str) -> None:
    assert stated_publisher(text.format(line=line)) == "الجزيرة"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "قالت الجزيرة إن الوفد وصل\n" + BODY,
        BODY + "الجزيرة\n" + BODY,
        "المصدر: قناة لا يعرفها أحد\n" + BODY,
        "",
    ],
)
def test_an_outlet_that_is_quoted_or_unknown_is_not_taken(text: str) -> None:
    assert stated_publisher(text) is None
