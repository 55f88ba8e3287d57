"""`python -m bot.preview --port 8081`: runs the stand-in alone, for a bot that is started by hand."""

from __future__ import annotations

import argparse
import re
import sys

from bot.preview.server import LOOPBACK, PreviewApp, configure


def _token(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*:[\w-]+", text):
        raise argparse.ArgumentTypeError("a token looks like 123456:letters-and-digits")
    return text


def main() -> None:
    """Run until interrupted; print what a bot needs to know."""
    parser = argparse.ArgumentParser(prog="python -m bot.preview", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="loopback port (default 8081)")
    parser.add_argument("--token", type=_token, help="the bot's token (default: a new one)")
    options = parser.parse_args()
    app = PreviewApp()
    if options.token:
        app.world.set_bot(options.token, "preview_bot", "Preview")
    sys.stdout.write(f"TELEGRAM_API=http://{LOOPBACK}:{options.port}\nTELEGRAM_TOKEN={app.world.token}\n")
    sys.stdout.flush()
    configure(app, options.port).run()


if __name__ == "__main__":
    main()
