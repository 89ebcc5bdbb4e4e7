"""What axe-core finds wrong with a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["find_barriers"]

AXE: Final = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
SERIOUS: Final = {"serious", "critical"}


def find_barriers(page: Page) -> list[str]:
    """Return the serious barriers, one line each: the rule and the elements."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: run `npm ci` in frontend/")
    # Through the debugger: the page's own rules forbid foreign scripts.
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {[node['html'] for node in violation['nodes']]}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]
