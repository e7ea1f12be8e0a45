"""Read a decrypted parcel, verify every hash and chain, print its ideas: see docs/exchange-format.md."""

import hashlib
import json
import sys
import zipfile


def check(found, wanted, said):
    if found != wanted:
        sys.exit(said)


sha = hashlib.sha256
with zipfile.ZipFile(sys.argv[1]) as parcel:
    manifest, lines = json.loads(parcel.read("manifest.json")), parcel.read("changes.ndjson")
check(sha(lines).hexdigest(), manifest["changes_sha256"], "these are not the changes of this manifest")
ids, writes, replaced, deletions, rows, visible = {}, {}, set(), {}, {}, set()
for raw, body in (line.split(b"\t") for line in lines.splitlines()):
    head = json.loads(raw)
    actor, seq, dot = head["actor"], head["seq"], f"{head['seq']}@{head['actor']}"
    check((actor, seq) in ids, False, f"two changes {dot}: a fork, which a person decides")
    check(head["prev"], ids.get((actor, seq - 1), ""), f"the chain breaks at {dot}")
    check(head["body_sha"], sha(body).hexdigest() if body else head["body_sha"], f"the body of {dot} was altered")
    ids[actor, seq] = sha(raw).hexdigest()
    for op, id, values, seen in json.loads(body)["ops"] if body and head["kind"] == "idea" and head["v"] == 1 else ():
        row = (head["scope"], id)
        dots = {(row, field, each) for field in seen for each in seen[field]}
        replaced |= {each for each in dots if op != "del" or each[1] == ""}
        deletions.update({(row, "", dot): dots} if op == "del" else {})
        writes.update({(head["hlc"], actor, seq, row, field): value for field, value in values.items()})
check(sha(b"".join(sorted(map(bytes.fromhex, ids.values())))).hexdigest(), manifest["journal"], "changes are missing")
covered = set().union(*(dots for deletion, dots in deletions.items() if deletion not in replaced))
for (_, actor, seq, row, field), value in sorted(writes.items(), key=lambda write: write[0]):
    write = (row, field, f"{seq}@{actor}")
    if write not in replaced:
        rows.setdefault(row, {})[field] = value
        visible |= set() if write in covered else {row}
for row in sorted(visible):
    print(json.dumps({"id": row[1], **rows[row]}, ensure_ascii=False, sort_keys=True))
