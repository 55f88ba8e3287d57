"""The stand-in stands alone: it may be trusted to judge the bot because it shares nothing with it."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, sys
import bot.preview.server, bot.preview.client
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_server_and_its_client_load_no_telegram_library_and_no_room_of_the_house() -> None:
    out = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    assert not {"telegram", "storage", "summarizer", "sqlalchemy"} & set(json.loads(out))


def test_a_wrong_token_is_one_clear_line() -> None:
    command = [sys.executable, "-m", "bot.preview", "--token", "wrong"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "a token looks like 123456:letters-and-digits" in done.stderr
