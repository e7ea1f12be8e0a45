"""Which texts are compared with one."""

import random

from ogp_desktop.language import nearest
from ogp_desktop.language.likeness import Likeness, Statistics


class Texts:
    """Texts in memory, numbered as they come."""

    def __init__(self, reader, said):
        self.statistics = Statistics()
        self.read = [reader.read(text) for text in said]
        for features in self.read:
            self.statistics.add(features)
        self.asked = 0

    def where(self, term):
        found = [number for number, features in enumerate(self.read) if term in features.terms]
        self.asked += len(found)
        return found

    def ids(self):
        return {number: f"{number:04}" for number in range(len(self.read))}

    def texts(self, numbers):
        return [self.statistics.weigh(self.read[number]) for number in numbers]


def near(texts, number, most=5):
    found = nearest.nearest(texts.texts([number])[0], Likeness(texts.statistics), texts, number, most)
    return [other for other, _ in found]


def test_the_likest_comes_first_in_whatever_language_and_never_itself(reader):
    texts = Texts(reader, ["un puits par douar", "le bus", "بئر في كل دوار", "publier", "l’eau potable"])
    assert near(texts, 0)[0] == 2
    assert 0 not in near(texts, 0)
    assert 1 not in near(texts, 0)


def test_a_text_that_shares_nothing_has_no_near(reader):
    assert near(Texts(reader, ["le bus", "un puits", "😀", ""]), 2) == []


def test_rare_words_are_read_first_and_common_ones_not_at_all_when_there_are_too_many(reader, monkeypatch):
    monkeypatch.setattr(nearest, "POSTINGS_READ", 20)
    texts = Texts(reader, ["publier le puits", "بئر", *["publier"] * 200])
    assert near(texts, 0)[0] == 1
    assert texts.asked < 200


def test_what_comparing_with_every_text_finds_is_found_among_the_candidates(reader):
    chance = random.Random(5)
    said = [
        "puits",
        "eau potable",
        "dispensaire",
        "publier",
        "sessions du conseil",
        "langue des signes",
        "bus",
        "بئر",
        "نشر",
    ]
    texts = Texts(reader, [f"{' '.join(chance.sample(said, 3))} {chance.randrange(9)}" for _ in range(150)])
    likeness, every = Likeness(texts.statistics), texts.texts(range(150))
    found = 0
    for number in range(150):
        others = sorted(
            set(range(150)) - {number}, key=lambda other: (-likeness.probability(every[number], every[other]), other)
        )
        found += len(set(others[:5]) & set(near(texts, number, 20)))
    assert found >= 0.95 * 5 * 150
