"""Build hook: make the models and the front end before anything is packed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import artefacts

__all__ = ["ArtefactHook"]


class ArtefactHook(BuildHookInterface[Any]):
    """Builds what is missing; a source package has it all and needs no Node."""

    def dependencies(self) -> list[str]:
        """Return what the build needs beyond hatchling."""
        return artefacts.requirements(Path(self.root))

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the files are collected."""
        artefacts.ensure(Path(self.root))
