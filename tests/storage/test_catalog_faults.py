"""Each fault that a catalog file can have is told in one sentence that names the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.catalog import CatalogError, load_dossier, load_event_kinds, load_outlets

SMALL = """
code = "small"
title = "ملف"
title_en = "A small dossier"
since = 2024-01-01
subjects = ["بحيرة"]
parties = [
  { name = "لبنان", en = "Lebanon", kind = "state", metonyms = ["بيروت"], nisba = ["لبناني"] },
  { name = "وزارة المياه", en = "Ministry of Water", kind = "ministry", parent = "لبنان" },
  { name = "جمعية النهر", en = "River Society", kind = "civil" },
]
people = [
  { name = "سمير حداد", en = "Samir Haddad", aliases = ["سمير الحداد"], party = "لبنان", died = 2024-06-30 },
  { name = "هدى خوري", en = "Huda Khoury", party = "لبنان", woman = true },
  { name = "نزار طويل", en = "Nizar Tawil" },
]
places = [
  { name = "بيروت", en = "Beirut", kind = "city", country = "لبنان", capital_of = "لبنان" },
]
issues = [{ code = "aid", label = "المساعدات", words = ["مساعدات"] }]
wordings = [
  { loaded = "الغزاة", neutral = "القوات" },
  { loaded = "المذبحة" },
]
ambiguous = [{ form = "حداد", candidates = ["سمير حداد"], rule = "also mourning" }]
posts = [
  { party = "وزارة المياه", titles = ["وزير المياه {m}"], feminine = ["وزيرة المياه {f}"], holders = [
    { name = "سمير حداد", since = 2023-01-01, until = 2024-06-30 },
    { name = "هدى خوري", since = 2024-07-01 },
  ] },
]
"""


def catalog_with(folder: Path, text: str) -> Path:
    """A catalog folder that holds the one dossier."""
    (folder / "dossiers").mkdir()
    (folder / "dossiers" / "small.toml").write_text(text, encoding="utf-8")
    return folder


def complaint(folder: Path, old: str, new: str) -> str:
    """What loading says when one thing in the small dossier is changed."""
    assert old in SMALL
    with pytest.raises(CatalogError) as caught:
        load_dossier("small", catalog_with(folder, SMALL.replace(old, new)))
    return str(caught.value)


def test_the_small_dossier_itself_is_sound(tmp_path: Path) -> None:
    dossier = load_dossier("small", catalog_with(tmp_path, SMALL))
    assert [office.titles for person in dossier.people for office in person.offices] == [
        ("وزير المياه اللبناني",),
        ("وزيرة المياه اللبنانية",),
    ]


def test_a_dossier_that_does_not_exist_is_answered_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        load_dossier("atlantis", catalog_with(tmp_path, SMALL))
    assert str(caught.value) == "there is no dossier 'atlantis'; known are: small"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('en = "Nizar Tawil"', 'en = "Nizar Tawil", born = 1970', "people[2] (نزار طويل).born: unknown key"),
        (', en = "Nizar Tawil"', "", "people[2] (نزار طويل).en: missing key"),
        ('title = "ملف"\n', "", "title: missing key"),
        ('kind = "civil"', 'kind = "club"', "parties[2] (جمعية النهر).kind: Input should be"),
        ('code = "small"', 'code = "large"', "code: is 'large', but the file is named 'small'"),
        ('"Nizar Tawil"', '"Nizar Tawil", aliases = ["سمير الحدّاد"]', "people: “سمير الحدّاد” names both سمير حداد and نزار طويل"),
        ('name = "نزار طويل"', 'name = "هدى خوري"', "people: هدى خوري stands twice"),
        ("since = 2024-07-01", "since = 2024-06-15", "posts (وزير المياه {m}): سمير حداد and هدى خوري both hold it on 2024-06-15"),
        ("until = 2024-06-30", "until = 2024-07-05", "posts (وزير المياه {m}), سمير حداد: lasts until 2024-07-05, after the death on 2024-06-30"),
        (", until = 2024-06-30", "", "posts (وزير المياه {m}), سمير حداد: is still held after the death on 2024-06-30"),
        ("until = 2024-06-30", "until = 2022-06-30", "posts (وزير المياه {m}), سمير حداد: ends on 2022-06-30, before it begins on 2023-01-01"),
        ('posts = [\n  { party = "وزارة المياه"', 'posts = [\n  { party = "وزارة الماء"', "posts[0] (وزير المياه {m}).party: وزارة الماء is not among parties"),
        ('{ name = "هدى خوري", since', '{ name = "هدى الخوري", since', "posts: هدى الخوري holds a post but is not among people"),
        ("وزير المياه {m}", "وزير المياه {x}", "has a mark that is not {m}, {f} or {s}"),
        (', nisba = ["لبناني"]', "", "needs an adjective, and وزارة المياه has no nisba"),
        ('parent = "لبنان"', 'parent = "ليبيا"', "parties (وزارة المياه).parent: ليبيا is not among parties"),
        ('country = "لبنان"', 'country = "جمعية النهر"', "places (بيروت).country: جمعية النهر is not a state among parties"),
        ('metonyms = ["بيروت"], ', "", "places (بيروت).capital_of: لبنان does not list it among its metonyms"),
        ('candidates = ["سمير حداد"]', 'candidates = ["سليم حداد"]', "ambiguous (حداد).candidates: سليم حداد is no party, person or place"),
        ('code = "aid"', 'code = "weather"', "issues: weather is not one of the issue codes"),
        ('neutral = "القوات"', 'neutral = "قوات المذبحة"', "wordings (الغزاة).neutral: holds the loaded “المذبحه”"),
        ('title = "ملف"', 'title = "ملف', "is not TOML"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    told = complaint(tmp_path, old, new)
    assert told.startswith("dossiers/small.toml: ")
    assert sentence in told
    assert "\n" not in told


def test_a_shared_post_may_have_several_holders_at_once(tmp_path: Path) -> None:
    text = SMALL.replace(
        '{ party = "وزارة المياه", titles', '{ party = "وزارة المياه", shared = true, titles'
    )
    dossier = load_dossier(
        "small", catalog_with(tmp_path, text.replace("since = 2024-07-01", "since = 2024-01-01"))
    )
    assert all(office.shared for person in dossier.people for office in person.offices)


def outlets_in(folder: Path, **files: str) -> Path:
    (folder / "sources").mkdir()
    for slug, text in files.items():
        (folder / "sources" / f"{slug}.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_outlet_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    root = outlets_in(tmp_path, river='slug = "river"\nname = "صوت النهر"\nowner = "x"\n')
    with pytest.raises(CatalogError, match=r"^sources/river\.toml: owner: unknown key$"):
        load_outlets(root)


def test_two_outlets_cannot_share_a_name(tmp_path: Path) -> None:
    root = outlets_in(
        tmp_path,
        lake='slug = "lake"\nname = "البحيرة"\naliases = ["صوت النهر"]\n',
        river='slug = "river"\nname = "صوت النهر"\n',
    )
    with pytest.raises(CatalogError, match="names both lake and river"):
        load_outlets(root)


def test_an_outlet_is_called_as_its_file_is(tmp_path: Path) -> None:
    root = outlets_in(tmp_path, river='slug = "stream"\nname = "صوت النهر"\n')
    with pytest.raises(CatalogError, match="slug: is 'stream', but the file is named 'river'"):
        load_outlets(root)


def test_an_event_type_without_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    with pytest.raises(CatalogError, match=r"^events/meeting\.toml: there is no such file$"):
        load_event_kinds(tmp_path)


def test_a_file_named_after_no_event_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "picnic.toml").write_text("", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"^events/picnic\.toml: is named after no event type$"):
        load_event_kinds(tmp_path)
