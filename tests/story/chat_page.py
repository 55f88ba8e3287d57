"""A browser on the chat page of a running demo: it reads and presses as a person does; what it may wait for is told here.

`WASIT_PICTURES=DIR` makes it keep pictures there, few enough in colours to be small.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

Found = TypeVar("Found")

DESKTOP, PHONE = (1360, 860), (360, 740)
# Named from where the tests are started; they go elsewhere themselves.
PICTURES = Path(os.environ["WASIT_PICTURES"]).absolute() if os.environ.get("WASIT_PICTURES") else None
# The machine may be slow and busy.
PATIENCE_SECONDS = 60.0
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def programs() -> tuple[str, str]:
    """Return where Debian's browser and its driver are; skips the test where they are not."""
    found = shutil.which("chromium"), shutil.which("chromedriver")
    if not all(found):
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
    return str(found[0]), str(found[1])


@contextmanager
def running_demo(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `wasit demo --chat`; gives the process and the page's address. It must end well when it is asked to."""
    command = [sys.executable, "-m", "wasit", "demo", "--chat", "--no-open", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address, "the demo said no address"
            yield process, address.group()
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def browsing(profile: Path) -> Iterator[webdriver.Chrome]:
    """Run a browser that keeps what it keeps in `profile`, and dials nobody but who it is sent to."""
    browser, driver = programs()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    running = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield running
    finally:
        running.quit()


class ChatPage:
    """The page as somebody sees it."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, language: str = "ar", size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> None:
        """Load the page anew."""
        self.resize(*size)
        self.paint(dark=dark)
        self.driver.get(f"{self.address}?lang={language}")
        self.wait(lambda: self.js("return document.documentElement.dataset.ready"))

    def resize(self, width: int, height: int) -> None:
        """Give the page this room; a phone's is drawn as finely as phones do."""
        phone = width < 500
        metrics = {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def paint(self, *, dark: bool) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})

    def js(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, wanted: Callable[[], Found], what: str = "") -> Found:
        """Return what `wanted` gives once that is something; what was replaced meanwhile is looked for again."""
        stale = [StaleElementReferenceException, IndexError]
        waiting = WebDriverWait(self.driver, PATIENCE_SECONDS, 0.05, ignored_exceptions=stale)
        return waiting.until(lambda _: wanted(), what or f"the last messages: {self.messages()[-3:]}")

    # Looking.

    def texts(self, where: str) -> list[str]:
        """Return what is shown there, without the marks that keep directions apart."""
        script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
        return [re.sub("[\u2066-\u2069]", "", text) for text in self.js(script, where)]

    def messages(self) -> list[str]:
        return self.texts(".message .bubble")

    def all(self, where: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, where)

    def one(self, where: str) -> WebElement:
        return self.wait(lambda: next((one for one in self.all(where) if one.is_displayed()), None), where)

    def focus(self) -> WebElement:
        return self.driver.switch_to.active_element

    def errors(self) -> list[str]:
        """Return what the browser complained of."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    # Doing.

    def press(self, where: str, words: str = "") -> None:
        """Press what is there, and shows these words."""
        self.wait(lambda: self._pressed(where, words), f"{where} {words}")

    def _pressed(self, where: str, words: str) -> bool:
        for number, text in enumerate(self.texts(where)):
            if words in text:
                try:
                    self.all(where)[number].click()
                except StaleElementReferenceException:
                    raise
                except WebDriverException as error:
                    # A word that lies over it goes away by itself.
                    if "not clickable" in str(error) or "not interactable" in str(error):
                        return False
                    raise
                return True
        return False

    def be(self, name: str) -> None:
        self.press(".person", name)

    def type(self, text: str, *keys: str) -> None:
        self.one("#writing").send_keys(text, *keys)

    def write(self, text: str) -> None:
        self.type(text, Keys.ENTER)

    def answer(self, words: str) -> None:
        """Wait for a message of somebody else that has these words."""
        self.wait(lambda: any(words in text for text in self.texts(".message.theirs")), words)

    def picture(self, name: str) -> None:
        """Keep a picture of the page, where pictures are wanted."""
        if PICTURES:
            # The words that come and go, and where a press has moved things to, are no part of it.
            self.js(
                "document.getElementById('toasts').replaceChildren(); document.getElementById('stage').scrollTop = 0"
            )
            shown = Image.open(io.BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")
            PICTURES.mkdir(parents=True, exist_ok=True)
            few = shown.quantize(160, dither=Image.Dither.NONE)
            few.save(PICTURES / f"{name}.png", optimize=True)
