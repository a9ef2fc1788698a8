"""A real browser for tests: Chromium without a window, driven over a pipe, with real keys and a real mouse."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
#: The browser reads commands from the file 3 and writes answers to the file 4.
_START = (
    "import os, sys; r, w = map(int, sys.argv[1:3]); os.dup2(r, 3); os.dup2(w, 4); os.execv(sys.argv[3], sys.argv[3:])"
)
_PATIENCE = 60  # seconds until a browser that does not answer is given up
_NAMED = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, "")}


class Browser:
    """One page of a browser; ``with Browser(folder) as page``."""

    def __init__(self, folder: Path, html: str) -> None:
        path = folder / "page.html"
        path.write_text(html, encoding="utf-8")
        (to_browser, self._out), (self._in, from_browser) = os.pipe(), os.pipe()
        # Numbers beyond 4, so that none is overwritten while it is put into its place.
        low = [os.dup(fd) for fd in (to_browser, from_browser) for _ in range(4)]
        reads, writes = low[3], low[7]
        for fd in (to_browser, from_browser, *low[:3], *low[4:7]):
            os.close(fd)
        command = [sys.executable, "-c", _START, str(reads), str(writes), str(CHROMIUM), *_FLAGS,
                   f"--user-data-dir={folder / 'profile'}", "about:blank"]  # fmt: skip
        self.process = subprocess.Popen(
            command, pass_fds=(reads, writes), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(reads)
        os.close(writes)
        self._numbers, self._read, self._session = itertools.count(1), b"", ""
        self._heard: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.errors: list[str] = []
        targets = self.ask("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self.ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for room in ("Page", "Runtime"):
            self.ask(f"{room}.enable")
        self._heard["Runtime.exceptionThrown"] = lambda event: self.errors.append(
            json.dumps(event["exceptionDetails"])[:2000]
        )
        loaded: list[bool] = []
        self._heard["Page.loadEventFired"] = lambda _: loaded.append(True)
        self.ask("Page.navigate", url=path.as_uri())
        self.until(lambda: bool(loaded))

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._out)
        os.close(self._in)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and give its answer."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        message |= {"sessionId": self._session} if self._session else {}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result = answer["result"]
                return dict(result)
            self._hear(answer)

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._in], [], [], max(end - time.monotonic(), 0))
            data = os.read(self._in, 1 << 20) if ready else b""
            if not data:
                raise RuntimeError("the browser does not answer.")
            self._read += data
        first, _, self._read = self._read.partition(b"\0")
        return dict(json.loads(first))

    def _hear(self, event: dict[str, Any]) -> None:
        heard = self._heard.get(event.get("method", ""))
        if heard is not None:
            heard(event["params"])

    def until(self, holds: Callable[[], bool]) -> None:
        """Listen to the browser until something holds."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError("what was waited for did not come.")
            self.run("0")

    def bind(self, name: str, heard: Callable[[Any], None]) -> None:
        """Let a script call Python: ``window[name](JSON)``; it is heard while a command waits for its answer."""
        self.ask("Runtime.addBinding", name=name)
        self._heard["Runtime.bindingCalled"] = lambda event: heard(json.loads(event["payload"]))

    def run(self, script: str) -> Any:
        """Give what a script, or what it promises, comes to."""
        out = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in out:
            raise RuntimeError(json.dumps(out["exceptionDetails"])[:2000])
        return out["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys: letters, digits, marks, or Enter, Escape, Tab."""
        for key in keys:
            named, code, text = _NAMED.get(key, (key, 0, key))
            event = {"key": named, "windowsVirtualKeyCode": code} if code else {"key": named}
            self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **event)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.ask("Input.insertText", text=words)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse at one place and let it go at another."""
        self._mouse("mousePressed", start)
        self._mouse("mouseMoved", end)
        self._mouse("mouseReleased", end)

    def click(self, at: tuple[float, float]) -> None:
        """Click at a place."""
        self.drag(at, at)

    def _mouse(self, kind: str, at: tuple[float, float]) -> None:
        held = {"button": "left", "clickCount": 1, "buttons": 0 if kind == "mouseReleased" else 1}
        self.ask("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], **held)

    def look(self, width: int, *, height: int = 900, dark: bool = False) -> None:
        """Set the size of the window and the colours that its user likes."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"]))
