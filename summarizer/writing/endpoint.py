"""The writer that asks a server with the chat interface of OpenAI: vLLM, Text Generation Inference, llama.cpp, `transformers serve`.

It speaks `POST …/chat/completions` without streaming. The server is the operator's own choice; nothing but sentences of
published articles is sent to it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from summarizer.writing.asking import Prompt, draft_of
from summarizer.writing.protocol import (
    Brief,
    Draft,
    NoAnswerError,
    NonsenseError,
    RefusedError,
    TooLateError,
    WritingError,
    WrongModelError,
)

# A digest waits for its writer no longer than this, in seconds, and for one answer no longer than that.
ALL_SECONDS, ONE_SECONDS, CONNECT_SECONDS = 120.0, 45.0, 5.0
# Tokens of an answer: 300 characters of Arabic are about 150 of them, and some models think first.
MOST_TOKENS = 600
# No answer of such a server is longer, in bytes; one that goes on is not read to its end.
LARGEST = 1_000_000
# What a server says that is loading its model or has too much to do: it is asked once more.
_BUSY = (429, 502, 503, 504)
_PAUSE = 2.0


class Endpoint:
    """Asks the server at `url` (its base, up to `/v1`) for each event in turn; `model` is the name that it knows it by."""

    name = "endpoint"

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        *,
        seconds: float = ALL_SECONDS,
        one: float = ONE_SECONDS,
        pause: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._seconds, self._one, self._pause, self._now = seconds, one, pause, now

    def write(self, brief: Brief) -> Draft:
        """Return what the server's model says; raises WritingError where it does not answer, refuses or is too late."""
        return draft_of(brief, self._answers)

    def _answers(self, prompts: Sequence[Prompt]) -> Sequence[str | None]:
        """Ask one after the other: a server has its own queue, and answers the same whoever else asks."""
        end = self._now() + self._seconds
        answers: list[str | None] = []
        with httpx.Client(headers=self._headers, follow_redirects=False) as client:
            for prompt in prompts:
                try:
                    answers.append(self._ask(client, prompt, end))
                except WritingError:
                    # What was answered until now is worth having: the rest is told in the articles' own words.
                    if not any(answers):
                        raise
                    return [*answers, *[None] * (len(prompts) - len(answers))]
        return answers

    def _ask(self, client: httpx.Client, prompt: Prompt, end: float) -> str | None:
        """Return one answer, asking once more where the server is busy."""
        try:
            status, body = self._post(client, prompt, end)
            if status in _BUSY:
                self._pause(_PAUSE)
                status, body = self._post(client, prompt, end)
        except httpx.TimeoutException as error:
            raise (NoAnswerError if isinstance(error, httpx.ConnectTimeout) else TooLateError) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoAnswerError from None
        if status == 404:
            raise WrongModelError(
                f"the server at SUMMARIZER_URL knows no model {self._model!r}, or speaks no chat interface"
            )
        if status != 200:
            raise RefusedError(f"the server at SUMMARIZER_URL refuses with {status}")
        return _said(body)

    def _post(self, client: httpx.Client, prompt: Prompt, end: float) -> tuple[int, bytes]:
        asked = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            "temperature": 0,
            "seed": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        deadline = min(end, self._now() + self._one)
        if deadline <= self._now():
            raise TooLateError
        patience = httpx.Timeout(deadline - self._now(), connect=CONNECT_SECONDS)
        body = bytearray()
        with client.stream("POST", self._url, json=asked, timeout=patience) as answer:
            for part in answer.iter_bytes():
                body += part
                # A server that sends a byte now and then would never run into a time-out of its own.
                if self._now() > deadline:
                    raise TooLateError
                if len(body) > LARGEST:
                    raise NonsenseError
            return answer.status_code, bytes(body)


def _said(body: bytes) -> str | None:
    """Return what the first choice says, or None where there is nothing; raises NonsenseError where it is no such answer."""
    try:
        told: Any = json.loads(body)
        said = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NonsenseError from None
    if said is not None and not isinstance(said, str):
        raise NonsenseError
    return said or None
