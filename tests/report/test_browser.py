"""The HTML page in a real headless Chromium, driven through its DevTools pipe."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

fcntl = pytest.importorskip("fcntl", reason="needs pipes with fixed numbers")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
]
TIMEOUT = 30.0

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


class Browser:
    """One page, its errors and its requests; messages are JSON that end with a NUL."""

    def __init__(self, profile: Path) -> None:
        read_theirs, self._write = os.pipe()
        self._read, write_theirs = os.pipe()
        high = [fcntl.fcntl(number, fcntl.F_DUPFD, 10) for number in (read_theirs, write_theirs)]

        def wire() -> None:  # Chromium reads commands from 3 and answers to 4
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=wire,
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in (read_theirs, write_theirs, *high):
            os.close(number)
        self._buffer, self._number, self._session = b"", 0, None
        self.events: list[dict[str, Any]] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            assert select.select([self._read], [], [], TIMEOUT)[0], "the browser does not answer"
            more = os.read(self._read, 1 << 16)
            assert more, "the browser is gone"
            self._buffer += more
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def open(self, url: str) -> None:
        self.call("Page.navigate", url=url)
        deadline = time.monotonic() + TIMEOUT
        while self.run("document.readyState") != "complete" or self.run("location.href") == "about:blank":
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def run(self, expression: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text=key if kind == "keyDown" else "")

    def size(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )

    def faults(self) -> list[str]:
        wrong = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
        return [json.dumps(event) for event in self.events if event.get("method") in wrong]

    def requests(self) -> list[str]:
        sent = [event for event in self.events if event.get("method") == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(TIMEOUT)
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def browser(tmp_path) -> Iterator[Browser]:
    found = Browser(tmp_path / "profile")
    found.size(1280, 900)
    yield found
    found.close()


@pytest.fixture
def page(chinese, render, tmp_path) -> str:
    file = tmp_path / "page.html"
    file.write_text(render("html", [chinese]), encoding="utf-8")
    return file.as_uri()


ACTIVE = "document.querySelector('.card.active')?.dataset.n ?? null"
VISIBLE = "[...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.dataset.n)"


def test_next_and_previous(browser, page):
    browser.open(page)
    assert browser.run(ACTIVE) is None
    seen = []
    for key in "jjk":
        browser.press(key)
        seen.append(browser.run(ACTIVE))
    assert seen == ["1", "2", "1"]
    assert browser.run("document.querySelector('.count').textContent") == "1 / 9"


def test_filter(browser, page):
    browser.open(page)
    everything = browser.run(VISIBLE)
    browser.run("document.querySelector('.pill.error').click()")
    assert browser.run(VISIBLE) == ["2", "4", "7"]
    assert browser.run("document.querySelector('[data-f=\"1\"]').classList.contains('off')")
    browser.run("document.querySelector('.pill.error').click()")
    browser.run("document.querySelector('input[type=search]').value = '终极答案'")
    browser.run("document.querySelector('input[type=search]').dispatchEvent(new Event('input', {bubbles: true}))")
    assert browser.run(VISIBLE) == ["2"]
    browser.press("j")
    assert browser.run(ACTIVE) == "2"
    assert len(everything) == 9


def test_deep_link(browser, page):
    browser.open(page + "#f-00c0ffee00c0ffee")
    assert browser.run(ACTIVE) == "3"
    away = "(() => {const c=document.querySelector('.card.active').getBoundingClientRect(),"
    away += "m=document.querySelector('.m.active').getBoundingClientRect(); return Math.abs(c.top-m.top)})()"
    time.sleep(0.3)  # the note glides to its words
    assert browser.run(away) < 20
    assert browser.run("document.querySelectorAll('.rel.lit').length") == 1


def test_overlapping_marks_lead_to_both(browser, page):
    browser.open(page)
    click = "document.querySelector('.m.two').click()"
    browser.run(click)
    first = browser.run(ACTIVE)
    browser.run(click)
    assert {first, browser.run(ACTIVE)} == {"3", "4"}


def test_phone(browser, page):
    browser.size(390, 844)
    browser.open(page)
    assert browser.run("document.documentElement.scrollWidth") <= 390
    browser.run("document.querySelector('.next').click()")
    box = browser.run("JSON.stringify(document.querySelector('.card.active').getBoundingClientRect())")
    sheet = json.loads(box)
    assert sheet["width"] == 390
    assert 844 / 3 < sheet["bottom"] <= 844
    bar = json.loads(browser.run("JSON.stringify(document.querySelector('.steps').getBoundingClientRect())"))
    assert bar["bottom"] == 844


def test_quiet_and_alone(browser, everything, render, tmp_path):
    """No console message, no request but for the page itself, also with hostile words in the draft."""
    file = tmp_path / "all.html"
    file.write_text(render("html", everything), encoding="utf-8")
    browser.open(file.as_uri())
    for key in "jjjkc":
        browser.press(key)
    browser.run("document.querySelector('.pill').click()")
    assert browser.faults() == []
    assert [url for url in browser.requests() if url not in (file.as_uri(), "data:,")] == []


def test_hostile_draft_runs_nothing(browser, hostile, render, tmp_path):
    file = tmp_path / "hostile.html"
    file.write_text(render("html", [hostile]), encoding="utf-8")
    browser.open(file.as_uri())
    browser.press("j")
    assert browser.run("typeof window.pwned") == "undefined"
    assert browser.run("document.querySelectorAll('img, iframe, script').length") == 1
    assert browser.faults() == []
    assert [url for url in browser.requests() if url not in (file.as_uri(), "data:,")] == []


def test_the_watch_can_see_a_request(browser, tmp_path):
    """The tests above could not fail if requests and errors went unseen."""
    file = tmp_path / "bad.html"
    file.write_text("<img src='file:///nowhere.png'><script>console.error('坏')</script>", encoding="utf-8")
    browser.open(file.as_uri())
    assert "file:///nowhere.png" in browser.requests()
    assert browser.faults()
