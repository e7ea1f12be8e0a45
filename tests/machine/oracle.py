"""An independent model of 0001-change.md §5–6 and 0006-set-aside.md, in dictionaries: no code of the package.

It is told every change as (actor, seq, prev, hlc, kind, scope, id, ops) and says, for each visible row and
field, the set of values that stand, which rows are deleted, and what is disputed.
"""

import json
from collections import defaultdict


def told(connection):
    """Read the raw journal of a register file: no code of the package is used."""
    found = {}
    for table in ("change", "fork"):
        columns = "id, actor, seq, prev, hlc, kind, scope, body"
        for change_id, actor, seq, prev, hlc, kind, scope, body in connection.execute(f"SELECT {columns} FROM {table}"):
            ops = None if body is None else json.loads(body)["ops"]
            found[change_id] = (actor, seq, prev, hlc, kind, scope, ops)
    return found


def state(changes):
    """Return {(kind, scope, row): (fields, disputed, deleted)} of a set of changes."""
    about = defaultdict(list)
    out = forked(changes)
    for change_id, (actor, seq, _, hlc, kind, scope, ops) in changes.items():
        if change_id in out or ops is None:
            continue
        for name, row, values, seen in ops:
            about[kind, scope, row].append((name, f"{seq}@{actor.hex()}", (hlc, actor, seq), values, seen))
    records = [(key[1], row_state(ops)) for key, ops in about.items() if key[0] == "set_aside"]
    runs = [(scope, run) for scope, (fields, _, gone) in records if not gone for run in fields.get("changes", ())]
    aside = {(scope, f"{seq}@{run[-32:]}") for scope, run in runs for seq in numbers(run)}
    counting = {key: without(aside, key, ops) for key, ops in about.items()}
    return {key: row_state(ops) for key, ops in counting.items() if ops}


def numbers(run):
    """Return the places that a text like 12-61@actor names."""
    first, last = run.partition("@")[0].split("-")
    return range(int(first), int(last) + 1)


def without(aside, key, ops):
    """Return the ops of a row that are not set aside, with those that anybody who counts had seen."""
    if key[0] == "set_aside":
        return ops
    counting = {op[1] for op in ops if (key[1], op[1]) not in aside}
    names = {op[0] for op in ops if op[1] in counting}
    if names - {"del"} == {"set"}:
        return ops
    if counting:
        counting |= {op[1] for op in ops if op[3].get("withdrawn_at")}
    while seen := {d for op in ops if op[1] in counting for dots in op[4].values() for d in dots} - counting:
        counting |= seen
    return [op for op in ops if op[1] in counting]


def forked(changes):
    """Return the ids that a fork leaves out: both branches, from the lowest place with two ids."""
    places = defaultdict(lambda: defaultdict(set))
    for change_id, (actor, seq, prev, *_) in changes.items():
        places[actor][seq].add(change_id)
        if seq > 1:
            places[actor][seq - 1].add(prev)
    lowest = {
        actor: min(seq for seq, ids in by_seq.items() if len(ids) > 1)
        for actor, by_seq in places.items()
        if any(len(ids) > 1 for ids in by_seq.values())
    }
    return {i for i, (actor, seq, *_) in changes.items() if actor in lowest and seq >= lowest[actor]}


def row_state(ops):
    replaced = {
        (field, dot)
        for name, _, _, _, seen in ops
        for field, dots in seen.items()
        for dot in dots
        if name != "del" or field == ""
    }
    deletions = [(dot, seen) for name, dot, _, _, seen in ops if name == "del" and ("", dot) not in replaced]
    covered = {(field, dot) for _, seen in deletions for field, dots in seen.items() for dot in dots}
    heads = defaultdict(list)
    for name, dot, stamp, values, _ in ops:
        for field, value in values.items() if name != "del" else ():
            if (field, dot) not in replaced:
                heads[field].append((stamp, dot, value))
    alive = any((field, dot) not in covered for field, found in heads.items() for _, dot, _ in found)
    deleted = bool(deletions) and not alive
    fields = {field: max(found)[2] for field, found in heads.items()}
    disputed = set()
    if not deleted:
        disputed = {f for f, found in heads.items() if len({json.dumps(value) for _, _, value in found}) > 1}
        if deletions:
            disputed.add("")
    return fields, disputed, deleted
