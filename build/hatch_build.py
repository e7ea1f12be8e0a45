"""The wheel's build hook: forms are compiled before files are gathered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))


class FormsHook(BuildHookInterface[Any]):
    """Compiles what is stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the forms."""
        del version, build_data
        import prepare

        prepare.prepare()
