"""The chat page in a real browser, with the real bot and summarizer behind it: what a newcomer tries first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")
from chat_page import DESKTOP, PHONE, ChatPage, browsing, programs, running_demo
from selenium.webdriver.common.keys import Keys

from bot.preview.client import Preview

pytestmark = [pytest.mark.story, pytest.mark.slow]

ARTICLE = """التقى وزير الخارجية المصري بدر عبد العاطي في القاهرة يوم الأربعاء 15 يناير 2025 رئيس الوزراء الفلسطيني \
محمد مصطفى، وبحثا فتح معبر رفح ووقف إطلاق النار في قطاع غزة. وشدد الوزير على دخول المساعدات من دون عوائق إلى القطاع كله."""
# What one could be named by an assistive program, and must be.
NAMED = {
    "button",
    "link",
    "textbox",
    "radio",
    "checkbox",
    "option",
    "dialog",
    "navigation",
    "log",
    "listbox",
    "image",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatPage]:
    programs()
    profile = tmp_path_factory.mktemp("profile")
    with running_demo() as (_, address), browsing(profile) as driver:
        yield ChatPage(driver, address)


@pytest.fixture(autouse=True)
def no_complaints(page: ChatPage) -> Iterator[None]:
    """Whatever one does, the browser has nothing to complain of."""
    yield
    assert page.errors() == []


def test_from_an_article_to_the_next_mornings_digest(page: ChatPage) -> None:
    page.open()
    # An editor forwards what is at hand, reads the card, and presses a button under it.
    page.be("ليلى")
    page.press("#articles button", "قطر تعلن اتفاق غزة")
    page.answer("تمت قراءة المقال")
    # Tall enough for all of the card, and too narrow for the stage beside it.
    page.resize(1000, 1120)
    page.js("document.querySelector('.message.theirs').scrollIntoView()")
    page.picture("card-light")
    page.resize(*DESKTOP)
    page.press(".message .key", "إقرار الكل")
    page.wait(lambda: "ينتظر المراجعة" not in "".join(page.texts(".message.theirs")))
    page.press(".message .key", "الجمل")
    page.answer("/event_1")
    page.press("#all")
    page.wait(lambda: sum("تمت قراءة المقال" in text for text in page.messages()) >= 9)
    # A reader asks, turns a page in place, and opens a picture.
    page.be("سلمى")
    page.press("#start button")
    page.answer("/help")
    page.write("/latest")
    page.answer("آخر الأحداث")
    shown = page.texts(".message:last-child .text")
    page.press(".message:last-child .key", "الأقدم")
    page.wait(lambda: page.texts(".message:last-child .text") != shown)
    page.write("/timeline")
    page.press(".photo")
    assert (
        page.wait(lambda: page.js("return document.querySelector('#picture[open] img')?.naturalWidth")) > 300
    )
    page.focus().send_keys(Keys.ESCAPE)
    page.wait(lambda: not page.js("return document.querySelector('#picture').open"))
    page.write("/subscribe")
    page.answer("تم الاشتراك")
    # The clock is moved while one is somebody else: the page says to whom the digest came.
    page.be("ليلى")
    page.press("#morning")
    page.press("button.toast", "سلمى")
    page.answer("موجز الجمعة 17 يناير 2025")
    assert "07:00" in page.texts("#clock")[0]
    assert page.texts(".notice.news") == ["رسائل جديدة"]
    page.picture("digest-light")
    page.paint(dark=True)
    page.picture("digest-dark")
    page.resize(*PHONE)
    page.js("document.querySelector('.message:last-child').scrollIntoView()")
    page.picture("phone-dark")
    page.paint(dark=False)
    page.picture("phone-light")


def test_what_is_pasted_dropped_and_chosen_reaches_the_bot(page: ChatPage, tmp_path: Path) -> None:
    page.open("en")
    page.be("ليلى")
    # A file from the clipboard, with a look at it before it is sent.
    page.js(
        "const held = new DataTransfer(); held.items.add(new File([arguments[0]], 'news.txt', { type: 'text/plain' }));"
        "document.getElementById('writing').dispatchEvent("
        "new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));",
        ARTICLE,
    )
    assert page.wait(lambda: page.texts("#chosen li"))[0].startswith("news.txt")
    page.press("#sending button[type=submit]")
    page.wait(lambda: page.texts(".message.own .file"))
    # A text, as a post of a channel with its day.
    page.press("#paste")
    for field, value in (("f-outlet", "صوت الضفاف"), ("f-text", ARTICLE.replace("رفح", "كرم أبو سالم"))):
        page.one(f"#{field}").send_keys(value)
    page.js("document.getElementById('f-day').value = '2025-01-15'")
    page.press("#forwarding button[type=submit]")
    page.answer("صوت الضفاف")
    assert any("Forwarded from صوت الضفاف" in text for text in page.texts(".message.own"))
    # A picture chosen from the disk.
    (tmp_path / "icon.png").write_bytes(page.driver.get_screenshot_as_png())
    page.all("#files")[0].send_keys(str(tmp_path / "icon.png"))
    page.press("#sending button[type=submit]")
    page.wait(lambda: page.js("return document.querySelector('.own .photo img')?.complete"))


def test_inline_results_replies_and_markup_that_is_none(page: ChatPage) -> None:
    page.open()
    page.be("يوسف")
    page.press("#chats button", "غرفة المتابعة")
    page.type("@wasit_demo_bot قطر")
    page.wait(lambda: page.texts("#offers [role=option]"))
    page.type("", Keys.ENTER)
    page.wait(lambda: any("عبر @wasit_demo_bot" in text for text in page.texts(".message.own")))
    page.write("<img src=x onerror=alert(1)> <b>x</b>")
    page.wait(lambda: any("<img src=x onerror=alert(1)>" in text for text in page.messages()))
    assert page.all(".text img, .text b") == []
    page.js("document.querySelector('.message:last-child .actions button').click()")
    page.write("نعم")
    assert "<img" in page.wait(lambda: page.texts(".message:last-child .quoted"))[0]
    # A topic of the same room holds its own messages, and the bot answers in it.
    page.press("#topics button", "المفاوضات")
    page.wait(lambda: page.texts(".message") == [])
    page.write("/help")
    page.answer("/latest")
    page.press("#topics button", "عام")
    page.wait(lambda: not any("/latest" in text for text in page.texts(".message.theirs")))
    # Somebody else in the same room sees it, too, and that it is new.
    page.be("سلمى")
    page.press("#chats button", "غرفة المتابعة")
    page.answer("نعم")


def test_all_that_a_bot_can_send_is_shown_and_can_be_used(page: ChatPage) -> None:
    page.open("en")
    page.be("يوسف")
    with Preview(page.address) as controls:
        guest = next(one["id"] for one in controls.look("/people") if "يوسف" in one["first_name"])

        def send(method: str, **more: object) -> None:
            assert controls.ask(f"/bot{controls.token}/{method}", {"chat_id": guest, **more})["ok"]

        page.write("/start")
        page.answer("/help")
        send("sendChatAction", action="typing")
        page.wait(lambda: page.texts("#subtitle") == ["typing…"])
        text = "<tg-spoiler>سر</tg-spoiler> <pre>x = 1</pre>\n<blockquote expandable>قول</blockquote>\n<u>خط</u> &lt;i&gt;"
        send("sendMessage", text=text, parse_mode="HTML")
        page.wait(lambda: page.texts(".message:last-child pre") == ["x = 1"])
        assert "<i>" in page.texts(".message:last-child .text")[0]
        page.press(".spoiler")
        page.wait(lambda: "سر" in page.texts(".message:last-child .text")[0])
        page.press(".unfold")
        page.wait(lambda: page.texts(".unfold") == ["Show less"])
        # A question opens a reply to it; a keyboard under the field answers with what stands on it.
        send("sendMessage", text="?", reply_markup={"force_reply": True, "input_field_placeholder": "here"})
        page.wait(lambda: page.js("return document.activeElement.placeholder") == "here")
        page.type("", Keys.ESCAPE)
        page.wait(lambda: page.js("return document.getElementById('about').hidden"))
        send("sendMessage", text="!", reply_markup={"keyboard": [["/privacy"]]})
        page.press("#keyboard .key", "/privacy")
        page.wait(lambda: "/privacy" in "".join(page.texts(".message.own")))
        send("sendMessage", text="!", reply_markup={"remove_keyboard": True})
        page.wait(lambda: page.js("return document.getElementById('keyboard').hidden"))


def test_everything_can_be_done_by_the_keyboard(page: ChatPage) -> None:
    page.open()
    page.focus().send_keys(Keys.TAB)
    assert page.focus().get_attribute("class") == "skip"
    page.focus().send_keys(Keys.ENTER)
    page.wait(lambda: page.focus().get_attribute("id") == "writing")
    # The list of commands: narrowed by typing, walked by arrows.
    page.type("/sett")
    page.wait(lambda: page.texts("#offers [role=option]"))
    page.type("", Keys.ARROW_DOWN)
    assert page.focus().get_attribute("aria-activedescendant") == "offer0"
    page.type("", Keys.ENTER)
    # Back into the chat, onto a button; the focus stays where it was when the message changes.
    page.focus().send_keys(Keys.SHIFT, Keys.TAB)
    page.wait(lambda: page.texts(".message:last-child .key"))
    page.js("document.querySelector('.message:last-child .key').focus()")
    before = page.texts(".message:last-child .text")
    page.focus().send_keys(Keys.ENTER)
    page.wait(lambda: page.texts(".message:last-child .text") != before)
    page.wait(lambda: page.focus().get_attribute("class") in ("key", "message theirs"))
    # Another person, by an arrow.
    page.js("document.querySelector('.person input:checked').focus()")
    page.focus().send_keys(Keys.ARROW_DOWN)
    page.wait(lambda: "سلمى" in page.driver.title)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_phone_shows_one_thing_at_a_time_and_cuts_nothing_off(page: ChatPage, language: str) -> None:
    page.open(language, PHONE)
    page.press("#back")
    page.press("#chats button", "وسيط")
    page.write("/help")
    page.answer("/latest")
    wide = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.getBoundingClientRect().width && (one.getBoundingClientRect().right > 361 || one.getBoundingClientRect().left < -1)).length"
    assert page.js("return document.documentElement.scrollWidth") <= PHONE[0]
    assert page.js(wide, "#chat *") == 0
    page.press("#open-stage")
    page.wait(lambda: page.focus().get_attribute("id") == "close-stage")
    assert page.js(wide, "#stage *") == 0
    page.focus().send_keys(Keys.ESCAPE)
    page.wait(lambda: page.focus().get_attribute("id") == "open-stage")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_whoever_listens_to_the_page_hears_what_each_thing_is(page: ChatPage, language: str) -> None:
    page.open(language)
    page.press("#commands")
    page.wait(lambda: page.texts("#offers [role=option]"))
    tree = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    heard = [
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"]
    ]
    assert {role for role, name in heard if role in NAMED and not name.strip()} == set()
    roles = [role for role, _ in heard]
    assert (roles.count("main"), roles.count("navigation"), roles.count("log")) == (1, 1, 1)
    assert {"radio", "textbox", "listbox", "option", "heading", "status"} <= set(roles)
    assert page.js("return document.documentElement.lang") == language
    assert page.js("return document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[language]
