"""A headless Chromium for the tests of pages, its console and its requests listened to."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install -e '.[test]'")

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

_QUIET = (
    "headless=new",
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "disable-dev-shm-usage",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
)
_SECONDS = 20


class Browser:
    """A page at a time, its width as asked, motion off."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, fragment: str = "", *, width: int = 1280) -> None:
        """Open a page from the disk and wait until it is drawn."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **size)
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.command("Emulation.setEmulatedMedia", features=[calm])
        self.driver.get("about:blank")
        self._logs("browser")
        self._logs("performance")
        self.driver.get(page.as_uri() + fragment)
        self.until("return document.documentElement.dataset.ready")

    def command(self, name: str, **arguments: Any) -> Any:  # noqa: ANN401 - of DevTools
        """Send a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON value
        """Run a function body in the page."""
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON value
        """Wait until a script answers something true, and give the answer."""
        wait = WebDriverWait(self.driver, _SECONDS, poll_frequency=0.05)
        return wait.until(lambda _: self.run(script, *arguments))

    def texts(self, selector: str) -> list[str]:
        """The visible words of all elements that a selector names."""
        script = "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)"
        return [str(words) for words in self.run(script, selector)]

    def click(self, selector: str) -> None:
        """Click the first of the elements."""
        self.run("document.querySelector(arguments[0]).click()", selector)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        self.command("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, **_typed(key))
        self.command("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)

    def complaints(self) -> list[str]:
        """What the console said: errors, warnings, and what the page's policy refused."""
        return [str(entry["message"]) for entry in self._logs("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for."""
        messages = [json.loads(entry["message"])["message"] for entry in self._logs("performance")]
        sent = [one for one in messages if one["method"] == "Network.requestWillBeSent"]
        return [str(one["params"]["request"]["url"]) for one in sent]

    def _logs(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return found


def _typed(key: str) -> dict[str, object]:
    return {"text": "\r", "windowsVirtualKeyCode": 13} if key == "Enter" else {}


def start(downloads: Path) -> Browser:
    """Start Debian's Chromium; the test is skipped where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        if os.environ.get("BROWSER_TESTS") == "must":
            pytest.fail("no chromium and chromedriver, but they were to be installed")
        pytest.skip("no chromium: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*_QUIET, f"user-data-dir={tempfile.mkdtemp(dir=downloads)}"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = Browser(webdriver.Chrome(options=options, service=Service(driver)))
    made.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
    return made
