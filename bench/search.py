"""How long a person waits for an answer among many ideas: search beside LIKE, similar ideas, and regrouping."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telling import machine, print_facts, print_table

from ogp_desktop import paths
from ogp_desktop.domain import ids
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.language.lexicon import parse
from ogp_desktop.services.compose import Bench
from ogp_desktop.services.device import Device
from ogp_desktop.services.ideas.grouping import Grouping
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.ideas.similar import Similar
from ogp_desktop.storage.author import Author
from ogp_desktop.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FILLERS = {
    "fr": [
        "il",
        "faut",
        "dans",
        "notre",
        "commune",
        "chaque",
        "année",
        "pour",
        "tous",
        "les",
        "habitants",
        "afin",
        "de",
        "mieux",
        "suivre",
    ],
    "ar": ["يجب", "في", "جماعتنا", "كل", "سنة", "لفائدة", "الساكنة", "من", "أجل", "تتبع", "أحسن"],
}
DEMANDS = {
    "similar_p95_ms": {10_000: 10.0, 100_000: 50.0},
    "regroup_seconds": 60.0,
    "regroup_mb": 300.0,
    "times_like": 5.0,
}
QUESTIONS = 200


def texts(count: int, chance: random.Random) -> list[str]:
    """Return invented ideas: two to four concepts of the lexicon, common ones more often, in one language."""
    lexicon = parse((paths.resources() / "lexicon.tsv").read_text(encoding="utf-8"))
    concepts = list(lexicon.concepts.values())
    chance.shuffle(concepts)
    weights = [1 / (place + 8) for place in range(len(concepts))]
    made = []
    for _ in range(count):
        language = chance.choice(("fr", "fr", "ar"))
        said = [
            chance.choice(concept.forms[language] or ("…",))
            for concept in chance.choices(concepts, weights, k=chance.randint(2, 4))
        ]
        filler = chance.sample(FILLERS[language], 5)
        made.append(" ".join([*filler[:2], said[0], *filler[2:], *said[1:]]))
    return made


def register_of(folder: Path, made: Sequence[str]) -> Bench:
    """Return a register that holds these ideas."""
    plan = ids.draw()
    register = Register.create(folder / "many.ogp", plan, None)
    register.conn.execute("PRAGMA synchronous=OFF")
    author = Author(ids.draw(), "secretariat")
    for start in range(0, len(made), 5_000):
        with register.act(author) as act:
            for number, text in enumerate(made[start : start + 5_000], start + 1):
                act.new("idea", {"problem": text, "number": number})
    return Bench(register, author, Device(ids.draw(), "bench", "secretariat"))


def timed(run: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds each question takes."""
    took = []
    for question in questions:
        begun = time.perf_counter()
        run(question)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def told(took: Sequence[float]) -> dict[str, float]:
    ordered = sorted(took)
    return {
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "max_ms": round(ordered[-1], 2),
    }


def like(bench: Bench, made: Sequence[str]) -> Callable[[str], object]:
    """Return what a plain search does: LIKE over a folded column of the same ideas."""
    conn = bench.register.conn
    conn.execute("CREATE TEMP TABLE plain(number INTEGER PRIMARY KEY, words TEXT)")
    conn.executemany("INSERT INTO plain(words) VALUES(?)", [(folded(text),) for text in made])

    def search(question: str) -> object:
        parts = folded(question).split()
        condition = " AND ".join("words LIKE ?" for _ in parts)
        return conn.execute(
            f"SELECT number FROM plain WHERE {condition} LIMIT 500", [f"%{part}%" for part in parts]
        ).fetchall()

    return search


def measured(size: int, folder: Path) -> dict[str, Any]:
    """Return what was measured among `size` ideas."""
    chance = random.Random(3)
    made = texts(size, chance)
    bench = register_of(folder, made)
    with IdeaIndex(bench) as index:
        begun = time.perf_counter()
        index.refresh()
        indexing = time.perf_counter() - begun
        similar = Similar(index)
        questions = chance.sample(made, min(QUESTIONS, len(made)))
        similar.to_text(questions[0])
        found = told(timed(similar.to_text, questions))
        typed = [" ".join(chance.sample(question.split(), 2))[:14] for question in questions]
        search, plain = told(timed(lambda each: index.find(each, 500), typed)), told(timed(like(bench, made), typed))
        rows = {"similar": found, "search": search, "LIKE": plain}
        facts = {"ideas": size, "index_s": round(indexing, 1), "index_mb": round(_size(folder), 1)}
        if size <= 10_000:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            begun = time.perf_counter()
            suggestion = Grouping(bench, index).suggest()
            facts |= {
                "regroup_s": round(time.perf_counter() - begun, 1),
                "regroup_more_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
                "whole_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "piles": len(suggestion.piles),
            }
    facts["search_times_like"] = round(plain["median_ms"] / search["median_ms"], 1)
    bench.register.close()
    return {"facts": facts, "rows": rows}


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*.index")) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ideas", type=int, action="append", help="how many, several times (10000 and 100000)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    results = []
    for size in given.ideas or (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["OGP_HOME"] = folder
            results.append(measured(size, Path(folder)))
    if given.json:
        print(json.dumps({"machine": machine(), "results": results, "demands": DEMANDS}, indent=1))
        return
    print_facts(machine())
    for result in results:
        print_facts(result["facts"])
        print_table("", result["rows"])
    print(f"\ndemands: {DEMANDS}")


if __name__ == "__main__":
    main()
