"""Recompute the fingerprint of an association's copy: python fingerprint.py copie-….json (standard library only).

The recipe is in docs/fingerprint.md. Prints the fingerprint; exit status 1 where it is not the one in the copy.
"""

import hashlib
import json
import sys

FIELDS = ("number", "state", "problem", "solution", "result")


def line(idea):
    """Return the SHA-256 of one number: its five texts, each as length in bytes, ":", text, ","."""
    texts = [idea[name].encode() for name in FIELDS]
    return hashlib.sha256(b"".join(b"%d:%s," % (len(text), text) for text in texts)).hexdigest()


def main(path):
    """Print the fingerprint of the copy at `path` and say whether it is the one written there."""
    with open(path, encoding="utf-8") as file:
        copy = json.load(file)
    lines = sorted(line(idea) for idea in copy["ideas"])
    found = hashlib.sha256("\n".join(["ogp-fingerprint-1", *lines]).encode()).hexdigest()
    print(found)
    return 0 if found == copy["fingerprint"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
