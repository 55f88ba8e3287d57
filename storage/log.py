"""How the processes log: one JSON object a line on standard error, without texts, tokens or readers' data."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import EventDict


def set_up_logging(level: str, process: str) -> None:
    """Send structlog's and the libraries' records to standard error; `process` names who speaks.

    The HTTP libraries log addresses that hold the bot's token: they speak from WARNING on only.
    """
    threshold = getattr(logging, level.upper())
    logging.basicConfig(
        stream=sys.stderr, level=max(threshold, logging.WARNING), format="%(name)s: %(message)s"
    )
    for name in ("httpx", "httpcore", "telegram", "alembic"):
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    # It warns of each look that takes longer than the second until the next one, which is nothing wrong.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def name_process(_logger: object, _method: str, event: EventDict) -> EventDict:
        # Not a context variable: each thread would begin without it.
        return {"process": process, **event}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            name_process,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        # Standard error is looked up at each line: it may be another than when the process began.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
