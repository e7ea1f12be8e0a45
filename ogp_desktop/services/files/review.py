"""Review: what two people wrote without seeing each other waits here for a person's decision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogp_desktop.domain import kinds
from ogp_desktop.domain.change import Op, ops_of
from ogp_desktop.domain.clock import milliseconds_of
from ogp_desktop.domain.fold import EXISTENCE, Row
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.storage import derive, forks, queries

if TYPE_CHECKING:
    from ogp_desktop.domain.change import Value
    from ogp_desktop.domain.fold import Stamp
    from ogp_desktop.services.compose import Bench

DELETED = "deleted"


@dataclass(frozen=True)
class Version:
    """One of several versions: what stands there, and who wrote it, where and when.

    Of a branch of a fork, `value` is its id and `said` the texts that were said in it.
    """

    value: Value
    who: str
    where: str
    when: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """A field with several versions, the strongest (shown until somebody decides) first."""

    id: str
    kind: str
    scope: str
    row: str
    field: str
    versions: tuple[Version, ...]

    @property
    def is_text(self) -> bool:
        """Say whether both versions can be kept, one under the other: hours and codes cannot."""
        field = kinds.BY_NAME[self.kind].by_name.get(self.field)
        is_said = field is not None and field.type in ("text", "name")
        return is_said and all(isinstance(version.value, str) for version in self.versions)

    @property
    def is_moment(self) -> bool:
        """Say whether the versions are hours."""
        field = kinds.BY_NAME[self.kind].by_name.get(self.field)
        return field is not None and field.type == "moment"


class Review:
    """The conflicts and forks of a register, and their decisions."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._conn = bench.register.conn

    def conflicts(self) -> list[Conflict]:
        """Return everything that waits for a decision."""
        return [*map(self._conflict, queries.conflicts(self._conn)), *self._forks()]

    def _conflict(self, dispute: queries.Dispute) -> Conflict:
        row = derive.load(self._conn, derive.Key(dispute.kind, dispute.scope, dispute.row))
        name = f"{dispute.kind}/{dispute.row}/{dispute.field or DELETED}"
        versions = self._existence(row) if dispute.field == EXISTENCE else self._versions(row, dispute.field)
        return Conflict(name, dispute.kind, dispute.scope, dispute.row, dispute.field, tuple(versions))

    def _versions(self, row: Row, field: str) -> list[Version]:
        return [self._version(head.value, head.stamp) for head in row.versions(field)]

    def _existence(self, row: Row) -> list[Version]:
        latest = max(head.stamp for heads in row.heads.values() for head in heads)
        return [self._version("kept", latest), self._version(DELETED, row.deletions[-1])]

    def _version(self, value: Value, stamp: Stamp) -> Version:
        origin = queries.origin(self._conn, stamp.actor)
        return Version(
            value,
            who=origin.operator or "",
            where=origin.post or origin.device or stamp.actor.hex()[:8],
            when=self._moment(stamp.hlc),
        )

    def _moment(self, hlc: int) -> str:
        moment = datetime.datetime.fromtimestamp(milliseconds_of(hlc) / 1000, datetime.UTC)
        return moment.astimezone(self._bench.now().tzinfo).isoformat(timespec="seconds")

    def _forks(self) -> list[Conflict]:
        found = []
        for actor, (seq, branches) in forks.points(self._conn).items():
            if forks.chosen_branch(self._conn, actor, seq) is None:
                versions = tuple(self._branch(actor, branch) for branch in branches)
                name = f"fork/{actor.hex()}/{seq}"
                found.append(Conflict(name, "branch", self._bench.register.scope, "", "chosen", versions))
        return found

    def _branch(self, actor: bytes, start: bytes) -> Version:
        """Return a branch by its id, with what was said in it and when it ends."""
        changes = forks.branch(self._conn, actor, start)
        said = [
            str(op.values[part])
            for change in changes
            if change.header.kind == "idea" and change.body is not None
            for op in ops_of(change.body)
            for part in ("problem", "solution", "result")
            if op.values.get(part)
        ]
        origin = queries.origin(self._conn, actor)
        last = self._moment(changes[-1].header.hlc) if changes else ""
        return Version(start.hex(), origin.operator or "", origin.post or actor.hex()[:8], last, tuple(said))

    def resolve(self, conflict_id: str, keep: str, shown: Conflict | None = None) -> Conflict:
        """Decide a conflict: keep version `keep` (from 1), or "both" texts; the decision is a change.

        `shown` is the conflict as the person saw it, with the versions they chose from: any other stays beside what
        they keep. Raises `Trouble` where it is decided already, or is another one by now.
        """
        conflict = next((found for found in self.conflicts() if found.id == conflict_id), None)
        if conflict is None:
            raise Trouble("conflict_unknown", conflict=conflict_id)
        if shown is not None and conflict.kind in kinds.BY_NAME and conflict.row and conflict.field != EXISTENCE:
            self._decide_between(shown, keep)
            return shown
        if shown is not None and conflict.versions != shown.versions:
            raise Trouble("conflict_changed", conflict=conflict_id)
        if conflict.kind == "branch" and not conflict.row:
            self._choose_branch(conflict, _place(keep, conflict))
            return conflict
        with self._bench.register.act(self._bench.author, conflict.scope) as act:
            row = act.row(conflict.kind, conflict.row)
            if conflict.field == EXISTENCE:
                if _place(keep, conflict) == 0:
                    act.set(conflict.kind, conflict.row, {}, row.seen())
                else:
                    act.delete(conflict.kind, conflict.row)
            else:
                act.set(conflict.kind, conflict.row, {conflict.field: _decided(conflict, keep)})
        return conflict

    def _decide_between(self, shown: Conflict, keep: str) -> None:
        decided = _decided(shown, keep)
        with self._bench.register.act(self._bench.author, shown.scope) as act:
            heads = act.row(shown.kind, shown.row).heads.get(shown.field, [])
            known = [head for head in heads if any(_is(head.value, version.value) for version in shown.versions)]
            if len({str(head.value) for head in known}) < len(shown.versions):
                raise Trouble("conflict_changed", conflict=shown.id)
            dots = sorted(head.stamp.dot for head in known)
            act.op(shown.kind, Op("set", shown.row, {shown.field: decided}, {shown.field: dots}))

    def _choose_branch(self, conflict: Conflict, place: int) -> None:
        _, actor, seq = conflict.id.split("/")
        chosen: dict[str, Value] = {
            "actor": actor,
            "seq": int(seq),
            "chosen": str(conflict.versions[place].value),
        }
        with self._bench.register.act(self._bench.author) as act:
            act.new("branch", chosen)
        with self._bench.register.writing() as conn:
            forks.settle_fork(conn, bytes.fromhex(actor))
            derive.rebuild(conn)


def _is(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def _decided(conflict: Conflict, keep: str) -> Value:
    values = [version.value for version in conflict.versions]
    if keep != "both":
        return values[_place(keep, conflict)]
    if not conflict.is_text:
        raise Trouble("conflict_not_text", conflict=conflict.id)
    return "\n".join(str(value) for value in values)


def _place(keep: str, conflict: Conflict) -> int:
    if not keep.isdecimal() or not 1 <= int(keep) <= len(conflict.versions):
        raise Trouble("conflict_keep_what", count=len(conflict.versions))
    return int(keep) - 1
