"""How quickly and how surely a person is found at the desk: each key, beside SQLite's LIKE on the same people."""

from __future__ import annotations

import argparse
import gc
import json
import sqlite3
import statistics
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from telling import machine, print_facts, print_table

from ogp_desktop.domain.text.folding import folded, tokens
from ogp_desktop.language.name_index import Named, NameIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTS = Path(__file__).with_name("names.txt")
SIZES = (70, 1_000, 10_000, 100_000)
LIMIT_MS = 16.0
RATIO = 5.0
RECALL = 0.95
LETTERS = 3
FOUND = 50
LARGEST_EVENT = 1_000

PARTICLES = {"": 10, "EL": 8, "AÏT": 2, "BEN": 1, "OULD": 1, "BOU": 1}
ARABIC_PARTICLES = {"": "", "EL": "ال", "AÏT": "أيت ", "BEN": "بن ", "OULD": "ولد ", "BOU": "بو "}
ORGANISATIONS = ("Association Amal", "Commune de Ksar Ennour", "جمعية آفاق", "Université du Sud", "Radio Ennour", "")
GLUED_ALREADY = ("Ben", "Bou", "Bel", "Ez", "En", "Es", "Er", "Ech", "La", "Lo", "Ou")
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطعغفقكلمنهوي")


# People who do not exist.


@dataclass(frozen=True)
class Part:
    """A part of a name: its usual spellings in Latin letters, and the one in Arabic letters."""

    latin: tuple[str, ...]
    arabic: str


@dataclass(frozen=True)
class Person:
    """An invented person; `scripts` are those the register keeps."""

    row: str
    particle: str
    family: Part
    given: Part
    spelled: tuple[int, int]
    scripts: str
    organisation: str

    def names(self, script: str, spelled: tuple[int, int] | None = None) -> tuple[str, str]:
        """Return family and given name in a script, by the person's own spellings or others."""
        if script == "arabic":
            return f"{ARABIC_PARTICLES[self.particle]}{self.family.arabic}", self.given.arabic
        family, given = spelled or self.spelled
        name = self.family.latin[family].upper()
        return f"{self.particle} {name}".strip(), self.given.latin[given]

    def named(self, is_late: bool = False) -> Named:
        """Return what the index keeps of them."""
        kept = [self.names(script) for script in ("latin", "arabic") if script in self.scripts]
        family, given = (tuple(names) for names in zip(*kept, strict=True))
        return Named(" ".join(kept[0]), family, given, tuple(filter(None, [self.organisation])), is_late)


def parts() -> dict[str, list[Part]]:
    """Return the parts of names that stand in the file, by section."""
    found: dict[str, list[Part]] = {}
    section = ""
    for line in PARTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            latin, _, arabic = line.partition(" | ")
            found.setdefault(section, []).append(Part(tuple(latin.split(", ")), arabic))
    return found


def people(count: int, seed: int) -> list[Person]:
    """Return invented people; half are kept in both scripts, the others in one."""
    chance, known = Random(seed), parts()
    found = []
    for number in range(count):
        family, given = chance.choice(known["family"]), chance.choice(known["given"])
        particle = chance.choices(list(PARTICLES), list(PARTICLES.values()))[0]
        if family.latin[0].startswith(GLUED_ALREADY) or family.arabic.startswith("ال"):
            particle = ""
        spelled = (chance.randrange(len(family.latin)), chance.randrange(len(given.latin)))
        scripts = chance.choice(("latin arabic", "latin arabic", "latin", "arabic"))
        organisation = chance.choice(ORGANISATIONS)
        found.append(Person(f"p{number:06}", particle, family, given, spelled, scripts, organisation))
    return found


def long_tail(found: list[Person], seed: int) -> list[Person]:
    """Give every third person a family name of their own making, so that there are as many as among real people."""
    chance = Random(seed)
    latin, arabic = ("ba", "za", "mou", "chi", "gha", "ri", "tou", "sa", "ka", "ne"), "بزمشغرتسكن"
    made = []
    for place, each in enumerate(found):
        person = each
        if place % 3 == 0:
            drawn = [chance.randrange(len(latin)) for _ in range(3)]
            name = "".join(latin[each] for each in drawn).capitalize() + "ni"
            written = "".join(arabic[each] for each in drawn) + "ني"
            person = replace(person, family=Part((name,), written), spelled=(0, person.spelled[1]))
        made.append(person)
    return made


# Speed.


def typing(person: Person) -> Iterator[str]:
    """Yield what stands in the field after each key: the family name, a space, four letters of the given name."""
    family, given = person.names("latin" if "latin" in person.scripts else "arabic")
    text = f"{family.casefold()} {given.casefold()[:4]}"
    yield from (text[:length] for length in range(1, len(text) + 1))
    text = f"{given.casefold()} {family.casefold()[:4]}"
    yield from (text[:length] for length in range(1, len(text) + 1))


def database(everyone: list[Person]) -> sqlite3.Connection:
    """Return the same people in SQLite, in memory, with one column of their folded names."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE person(id TEXT PRIMARY KEY, shown TEXT, arrived INTEGER, folded TEXT)")
    rows = [(person.row, person.named()) for person in everyone]
    told = ((row, named.shown, folded(" ".join(named.family + named.given))) for row, named in rows)
    conn.executemany("INSERT INTO person VALUES(?, ?, 0, ?)", told)
    return conn


def like(conn: sqlite3.Connection, text: str) -> list[Any]:
    query = "SELECT id FROM person WHERE folded LIKE ? ORDER BY arrived, shown LIMIT ?"
    return conn.execute(query, (f"%{folded(text)}%", FOUND)).fetchall()


def speed(size: int, typed: int, seed: int) -> dict[str, float]:
    """Time each key of `typed` people's names, by us and by LIKE in turns; someone arrives after each."""
    everyone = long_tail(people(size, seed), seed)
    begun = time.perf_counter()
    index = NameIndex((person.row, person.named()) for person in everyone)
    built = time.perf_counter() - begun
    conn = database(everyone)
    ours, theirs, arrivals = [], [], []
    gc.collect()
    gc.freeze()  # as the window does
    for person in Random(seed + 1).sample(everyone, min(typed, size)):
        for text in typing(person):
            ours.append(milliseconds(partial(index.find, text)))
            theirs.append(milliseconds(partial(like, conn, text)))
        arrivals.append(milliseconds(partial(index.put, person.row, person.named(is_late=True))))
    gc.unfreeze()
    return {
        "keys": len(ours),
        "median_ms": round(statistics.median(ours), 3),
        "p99_ms": round(percentile(ours, 0.99), 2),
        "max_ms": round(max(ours), 2),
        "like_ms": round(statistics.median(theirs), 3),
        "like_p99": round(percentile(theirs, 0.99), 2),
        "faster": round(statistics.median(theirs) / statistics.median(ours), 1),
        "at_p99": round(percentile(theirs, 0.99) / percentile(ours, 0.99), 1),
        "arrival_ms": round(statistics.median(arrivals), 3),
        "built_s": round(built, 2),
    }


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


# Recall.


def mistaken(text: str, chance: Random) -> str:
    """Return `text` with one mistake in one of its words of five letters or more; empty where it has none."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return ""
    at = chance.choice(long)
    word, place = words[at], chance.randrange(len(words[at]))
    letter = chance.choice(ALPHABETS[word[0] >= "\u0600"])
    words[at] = chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
        )
    )
    return " ".join(words)


def respelled(person: Person, chance: Random) -> str:
    """Return the name by other usual spellings where there are any."""
    others = [
        chance.choice([place for place in range(len(part.latin)) if place != own] or [own])
        for part, own in zip((person.family, person.given), person.spelled, strict=True)
    ]
    return " ".join(person.names("latin", (others[0], others[1])))


def glued(person: Person) -> str:
    if not person.particle:
        return ""
    family, given = person.names("latin")
    return f"{family.replace(' ', '')} {given}"


def left_out(person: Person) -> str:
    return " ".join(person.names("latin")).removeprefix("EL ") if person.particle == "EL" else ""


def variants(person: Person, chance: Random) -> dict[str, str]:
    """Return what somebody may type for a person, by sort; empty where the sort has no sense for them."""
    both, latin = person.scripts.split(" "), "latin" in person.scripts
    own = " ".join(person.names(both[0]))
    shuffled = own.split(" ")
    chance.shuffle(shuffled)
    other = " ".join(person.names("arabic" if latin else "latin")) if len(both) == 1 else ""
    return {
        "as it is kept": own,
        "one mistake": mistaken(own.casefold(), chance),
        "other spelling": respelled(person, chance) if latin else "",
        "other order": " ".join(shuffled),
        "other script": other,
        "particle glued": glued(person) if latin else "",
        "article left out": left_out(person) if latin else "",
        "accents dropped": folded(own) if latin and folded(own) != own.casefold() else "",
    }


def recall(size: int, sought: int, seed: int) -> dict[str, dict[str, float]]:
    """Return, by sort of variant, the share of people who are found, and who (or a namesake) stand first."""
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for everyone, index in events(size, sought, seed):
        chance = Random(seed + 2)
        shown = {person.row: sorted(tokens(" ".join(person.names("latin")))) for person in everyone}
        for person in everyone:
            for sort, text in variants(person, chance).items():
                if text:
                    found = [hit.id for hit in index.find(text, FOUND)]
                    first = bool(found) and shown[found[0]] == shown[person.row]
                    hits.setdefault(sort, []).append((person.row in found, first))
    hits["all of them"] = [each for told in hits.values() for each in told]
    return {
        sort: {
            "typed": len(told),
            "found": round(sum(each for each, _ in told) / len(told), 4),
            "first": round(sum(each for _, each in told) / len(told), 4),
        }
        for sort, told in hits.items()
    }


def events(size: int, sought: int, seed: int) -> Iterator[tuple[list[Person], NameIndex]]:
    """Yield as many events of a size as have `sought` people: a single small one says little."""
    for number in range(max(1, sought // size)):
        everyone = people(size, seed + number)
        yield everyone, NameIndex((person.row, person.named()) for person in everyone)


def ways(person: Person) -> dict[str, str]:
    """Return what is typed letter by letter."""
    family, given = (name.casefold() for name in person.names(person.scripts.split(" ")[0]))
    bare = family.removeprefix("el ").removeprefix("ال")
    return {
        "family name": f"{family} {given}",
        "family name, no article": f"{bare} {given}",
        "given name, then family": f"{given} {family}",
    }


def letters(size: int, sought: int, seed: int) -> dict[str, dict[str, float]]:
    """Return, by way of typing, how many letters are typed until the right person, or a namesake, stands first."""
    counts: dict[str, list[float]] = {}
    for everyone, index in events(size, sought, seed):
        shown = {person.row: person.named().shown for person in everyone}
        for person in everyone:
            for way, text in ways(person).items():
                firsts = ((text[:length], index.find(text[:length], 1)) for length in range(1, len(text) + 1))
                told = (typed for typed, hit in firsts if hit and shown[hit[0].id] == shown[person.row])
                counts.setdefault(way, []).append(len(next(told, text).replace(" ", "")))
    return {
        way: {"median": statistics.median(told), "mean": round(statistics.mean(told), 1), "p95": percentile(told, 0.95)}
        for way, told in counts.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--typed", type=int, default=300, help="how many people's names are typed at each size")
    parser.add_argument("--sought", type=int, default=1_000, help="how many people are looked for, in small events")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    small = [size for size in given.sizes if size <= LARGEST_EVENT]
    result: dict[str, Any] = {
        "machine": machine(),
        "rows": {f"{size:,} people": speed(size, given.typed, given.seed) for size in given.sizes},
        "recall": {f"{size:,} people": recall(size, given.sought, given.seed) for size in small},
        "letters": {f"{size:,} people": letters(size, given.sought, given.seed) for size in small},
    }
    result["demand"] = demand(result)
    if given.json:
        print(json.dumps(result, indent=1))
        return
    print_facts(result["machine"])
    print_table("a key", result["rows"])
    for size, told in result["recall"].items():
        print_table(f"found among {size}", told)
    for size, told in result["letters"].items():
        print_table(f"letters, {size}", told)
    print("\ndemands:")
    for name, met in result["demand"].items():
        print(f"  {name}: {'met' if met else 'NOT met'}")


def demand(result: dict[str, Any]) -> dict[str, bool]:
    """Say of each demand whether it is met; those whose size was not run are left out."""
    rows, told = result["rows"], {}
    if row := rows.get("10,000 people"):
        told[f"10,000 people: p99 at most {LIMIT_MS} ms"] = row["p99_ms"] <= LIMIT_MS
    if row := rows.get("100,000 people"):
        told[f"100,000 people: {RATIO} times as fast as LIKE"] = row["faster"] >= RATIO
    for size, sorts in result["recall"].items():
        told[f"{size}: {RECALL} found of each sort"] = min(row["found"] for row in sorts.values()) >= RECALL
    for way, row in result["letters"].get("70 people", {}).items():
        told[f"70 people, {way}: first after {LETTERS} letters"] = row["median"] <= LETTERS
    return told


if __name__ == "__main__":
    main()
