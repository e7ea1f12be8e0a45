"""The gate in a process of its own: a hostile file takes only that one along, and the window keeps its interpreter."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate, raw_register
from ogp_desktop.standing_back import stand_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_BYTES_A_SECOND = 200_000
"""As slow as reading a parcel may be: a tenth of what a slow laptop reads."""


class GateProcess:
    """Reads parcels one after another; begins with the first one, ends with `close`."""

    def __init__(self, patience: float = 60) -> None:
        """Begin no process yet; `patience` is how many seconds a small parcel may take."""
        self.patience = patience
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, path: Path, identities: Sequence[str] = ()) -> gate.Incoming:
        """Read and verify the parcel at `path` as `gate.read_parcel` does; raises what it raises.

        A process that dies is not the parcel's fault for certain: it is then read here. One that does not come
        back is ended, and the parcel refused.
        """
        if raw_register.is_raw(path):
            return raw_register.read(path)  # it begins a process of its own, which this one's process may not
        pipe = self._begun()
        try:
            pipe.send((str(path), tuple(identities)))
            if not pipe.poll(self.patience + path.stat().st_size / _BYTES_A_SECOND):
                self.close()
                raise Trouble("parcel_damaged", file=path.name)
            answer = pipe.recv()
        except (EOFError, OSError):
            self.close()
            return gate.read_parcel(path, identities)
        if isinstance(answer, gate.Incoming):
            return answer
        raise answer

    def _begun(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), name="gate", daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(1)
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def _serve(pipe: Connection) -> None:
    stand_back()
    while True:
        try:
            path, identities = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(gate.read_parcel(Path(path), identities))
        except Trouble as trouble:
            pipe.send(trouble)
