"""Who may add articles: owners name editors in four ways and dismiss them, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot, eventually

from bot.preview.client import Person, Preview, Seen
from storage import audit, editors
from storage.audit import Deed
from storage.db import Store
from storage.settings import BotSettings

TEXT = "التقى وزير الخارجية المصري نظيره القطري في القاهرة، الأربعاء، لبحث وقف إطلاق النار في غزة. " * 3


def editors_of(store: Store) -> list[int]:
    with store.reading() as session:
        return list(editors.everyone(session))


def commands_of(person: Person) -> set[str]:
    return {entry["command"] for entry in person.menu()}


def press(person: Person, message: Seen, button: str) -> Seen:
    """Press a button and return what the bot makes of it."""
    before = person.last_event()
    assert person.tap(message, button).answered
    return person.wait_for(after=before)


def link_of(message: Seen) -> str:
    """Return what Telegram sends to the bot when the link in a message is opened."""
    found = re.search(r"https://t\.me/preview_bot\?start=([\w-]+)", message.text)
    assert found is not None
    return f"/start {found[1]}"


def test_an_editor_is_named_by_id_told_so_and_sees_the_editors_menu_until_dismissed(
    bot: RunningBot, owner: Person, reader: Person, store: Store
) -> None:
    reader.ask("/start")
    usual = commands_of(reader)
    before = reader.last_event()
    named = owner.ask(f"/editors add {READER} سامي")
    assert f"صار سامي ({READER}) محررًا" in named.text
    assert "صار هذا الحساب محررًا" in reader.wait_for(after=before).text
    eventually(lambda: "status" in commands_of(reader))
    assert "editors" not in commands_of(reader) and "editors" in commands_of(owner)
    listed = owner.ask("/editors")
    assert f"سامي ({READER}) — سمّاه" in listed.text
    asked = press(owner, listed, "إزالة سامي")
    assert asked.id == listed.id and editors_of(store) == [READER]
    before = reader.last_event()
    assert "لم يعد سامي" in press(owner, asked, "إزالة").text
    assert "لم يعد هذا الحساب محررًا" in reader.wait_for(after=before).text
    assert editors_of(store) == []
    eventually(lambda: commands_of(reader) == usual)


def test_a_dismissal_may_be_thought_over(bot: RunningBot, owner: Person, store: Store) -> None:
    owner.ask("/editors add 801")
    asked = owner.ask("/editors remove 801")
    assert "المحررون" in press(owner, asked, "إبقاء").text
    assert editors_of(store) == [801]


def test_an_editor_is_named_by_a_contact(bot: RunningBot, owner: Person, store: Store) -> None:
    before = owner.last_event()
    owner.send_contact("منى", 802)
    offered = owner.wait_for(after=before)
    assert "تسمية منى (802) محررًا؟" in offered.text and editors_of(store) == []
    assert "صار منى (802) محررًا" in press(owner, offered, "نعم").text
    assert editors_of(store) == [802]


def test_a_contact_without_an_account_names_nobody(bot: RunningBot, owner: Person) -> None:
    before = owner.last_event()
    owner.send_contact("منى")
    assert "/editors link" in owner.wait_for(after=before).text


def test_an_editor_is_named_by_a_forwarded_message_when_asked_for(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    owner.ask("/editors add")
    before = owner.last_event()
    owner.forward_from_user("مرحبا", name="سامي", user_id=READER, date=NOW)
    offered = owner.wait_for(after=before)
    press(owner, offered, "نعم")
    assert editors_of(store) == [READER]
    # Nothing is asked any more: what is forwarded now is an article.
    before = owner.last_event()
    owner.forward_from_user(TEXT, name="منى", user_id=802, date=NOW)
    assert "تسمية" not in owner.wait_for(after=before).text


def test_who_hides_cannot_be_named_by_a_forwarded_message(bot: RunningBot, owner: Person) -> None:
    owner.ask("/editors add")
    before = owner.last_event()
    owner.forward_from_hidden("مرحبا", name="أحدهم", date=NOW)
    assert "أخفاه صاحبه" in owner.wait_for(after=before).text


def test_a_readers_contact_offers_nothing(bot: RunningBot, reader: Person) -> None:
    before = reader.last_event()
    reader.send_contact("منى", 802)
    answer = reader.wait_for(after=before)
    assert "تسمية" not in answer.text and "نعم" not in answer.labels


def test_a_link_makes_whoever_opens_it_first_an_editor_and_owners_hear_who(
    bot: RunningBot, owner: Person, reader: Person, store: Store, telegram: Preview
) -> None:
    link = link_of(owner.ask("/editors link"))
    assert len(link.partition("_")[2]) >= 22  # 128 bits in base64
    before = owner.last_event()
    assert "صار هذا الحساب محررًا" in reader.ask(link).text
    assert f"سامي ({READER})" in owner.wait_for(after=before).text
    eventually(lambda: "status" in commands_of(reader))
    other = telegram.person("ضيف", started=True)
    assert "لا يصلح" in other.ask(link).text
    assert editors_of(store) == [READER]
    assert f"تسمية محرر · سامي ({READER})" in owner.ask("/audit").text


def test_the_store_keeps_no_secret_of_a_link(bot: RunningBot, owner: Person, store: Store) -> None:
    secret = link_of(owner.ask("/editors link")).partition("_")[2]
    with store.writing() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM invitations").all()
        trail = session.connection().exec_driver_sql("SELECT * FROM audit").all()
    assert len(kept) == 1 and secret not in str(kept) + str(trail)


@pytest.mark.parametrize("hours", [25, 24])
def test_a_link_is_of_no_use_after_a_day(
    bot: RunningBot, owner: Person, reader: Person, store: Store, hours: int
) -> None:
    link = link_of(owner.ask("/editors link"))
    bot.clock_offset = timedelta(hours=hours)
    assert "لا يصلح" in reader.ask(link).text
    assert editors_of(store) == []


def test_a_link_is_revoked_by_its_button_or_with_all_others(
    bot: RunningBot, owner: Person, reader: Person, store: Store
) -> None:
    made = owner.ask("/editors link")
    others = [link_of(owner.ask("/editors link")) for _ in range(2)]
    assert "أُلغي رابط واحد" in press(owner, made, "إلغاء الرابط").text
    assert "لا يصلح" in reader.ask(link_of(made)).text
    listed = owner.ask("/editors")
    assert "روابط دعوة مفتوحة: 2" in listed.text
    assert "أُلغي رابطان" in press(owner, listed, "إلغاء الروابط المفتوحة").text
    assert ["لا يصلح" in reader.ask(link).text for link in others] == [True, True]
    assert editors_of(store) == []
    with store.reading() as session:
        done = [one.deed for one in audit.entries(session, limit=9)]
    assert done == [Deed.LINK_REVOKED] * 2 + [Deed.LINK_MADE] * 3


def test_a_link_is_opened_in_a_private_chat_only(
    bot: RunningBot, owner: Person, reader: Person, store: Store, telegram: Preview
) -> None:
    link = link_of(owner.ask("/editors link"))
    group = telegram.chat("غرفة", reader, type="supergroup", bot="administrator")
    before = reader.last_event(group)
    reader.say(link.replace("/start", "/start@preview_bot"), chat=group)
    assert "محادثة خاصة" in reader.wait_for(after=before, chat=group).text
    assert editors_of(store) == []


def test_owners_and_editors_do_not_use_a_link_up(
    bot: RunningBot, owner: Person, reader: Person, store: Store
) -> None:
    link = link_of(owner.ask("/editors link"))
    assert "يبقى الرابط صالحًا" in owner.ask(link).text
    reader.ask(link)
    assert editors_of(store) == [READER]


def test_a_link_of_somebody_who_is_no_owner_any_more_is_of_no_use(
    bot: RunningBot, owner: Person, reader: Person, store: Store, bot_settings: BotSettings
) -> None:
    link = link_of(owner.ask("/editors link"))
    bot.stop()
    after = RunningBot(bot_settings.model_copy(update={"owners": frozenset({OWNER + 1})}), store)
    after.start()
    assert "لا يصلح" in reader.ask(link).text
    # Neither has the former owner the owners' menu.
    eventually(lambda: "editors" not in commands_of(owner))
    after.stop()
    assert editors_of(store) == []


def test_nonsense_in_a_link_is_no_error(bot: RunningBot, reader: Person, store: Store) -> None:
    for link in ("/start join_", "/start join", "/start join_" + "x" * 150, "/start join_ا"):
        assert "لا يصلح" in reader.ask(link).text
    assert editors_of(store) == []


def test_an_editor_who_never_wrote_gets_the_menu_once_they_do(
    bot: RunningBot, owner: Person, telegram: Preview
) -> None:
    stranger = telegram.person("جديد", id=803)
    assert "فليبدأ" in owner.ask("/editors add 803").text
    eventually(lambda: [one for one in telegram.calls("setMyCommands") if one["outcome"] != "200"])
    stranger.ask("/start")
    bot.clock_offset = timedelta(minutes=2)
    eventually(lambda: "status" in commands_of(stranger))
