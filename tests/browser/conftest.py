"""Chromium in front of the running application over a copy of the example government."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from simral.identity.terms import EXAMPLE_PASSWORD
from tests.conftest import copied
from tests.live import serving

ROOT = Path(__file__).resolve().parents[2]
AXE = next((ROOT / "tests" / "vendor").glob("axe-*.min.js"))
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--lang=id-ID",
)  # fmt: skip
WIDTHS = (1280, 360)


@dataclass
class Site:
    """The served example: its address, its database, and who has signed in so far."""

    base: str
    url: str
    browser: Browser
    people: dict[str, BrowserContext] = field(default_factory=dict)

    def ask(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """One row of the database, as the screens' ids are found."""
        with psycopg.connect(self.url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(query, values).fetchone()

    def tell(self, statement: str, *values: object) -> None:
        """Change a row that no screen can (a draft for a screen to show)."""
        with psycopg.connect(self.url.replace("+psycopg", "", 1)) as connection:
            connection.execute(statement, values)

    def context(self, **options: Any) -> BrowserContext:
        """A fresh browser profile."""
        wanted = {"viewport": {"width": 1280, "height": 900}} | options
        return self.browser.new_context(
            base_url=self.base, locale="id-ID", reduced_motion="reduce", **wanted
        )

    def person(self, name: str | None) -> BrowserContext:
        """The profile of a person who signed in by the form; None is a visitor."""
        key = name or ""
        if key not in self.people:
            self.people[key] = context = self.context()
            context.add_init_script(path=AXE)
            if name:
                page = context.new_page()
                sign_in(page, name)
                page.close()
        return self.people[key]


def sign_in(page: Page, name: str) -> None:
    """By the form, as everybody."""
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi").fill(EXAMPLE_PASSWORD)
    page.locator("#main, main").get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk" not in address)


@dataclass
class Noise:
    """What a page must not do: speak on the console, fail, ask another host."""

    host: str
    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and urlsplit(url).netloc != self.host:
            self.heard.append(f"request to {url}")


@pytest.fixture(scope="session")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    path = tool("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, example_template: str) -> Iterator[Site]:
    name = f"{example_template}_{uuid4().hex[:8]}"
    with copied(example_template, name) as url, serving(url) as base:
        site = Site(base, url, browser)
        yield site
        for context in site.people.values():
            context.close()


@contextmanager
def opened(context: BrowserContext, noise: Noise | None = None) -> Iterator[Page]:
    """A tab that is closed at the end."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    if noise:
        noise.listen(page)
    try:
        yield page
    finally:
        page.close()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., None]:
    """`picture(page, "name")` for the README: kept in docs/gambar with SIMRAL_GAMBAR=1 only."""
    folder = ROOT / "docs" / "gambar" if os.environ.get("SIMRAL_GAMBAR") else tmp_path

    def take(page: Page, name: str) -> None:
        draft = tmp_path / f"{name}-draft.png"
        page.screenshot(path=draft, animations="disabled", caret="hide")
        shrink(draft, folder / f"{name}.png")

    return take


def shrink(source: Path, target: Path) -> None:
    """128 colours are enough for a page; the file stays small."""
    with Image.open(source) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    assert target.stat().st_size <= 250 * 1024, (target.name, target.stat().st_size)
