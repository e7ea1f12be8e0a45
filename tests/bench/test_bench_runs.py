"""Each bench runs from its script, on few files, and says its ratios as JSON; no speed is asserted."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(script, *options):
    command = [sys.executable, str(ROOT / "bench" / script), *options, "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture(autouse=True)
def finished_day(demonstration_file, monkeypatch):
    """Give the benches that work on the demonstration the one that all tests share: making it is no part of them."""
    monkeypatch.setenv("OGP_BENCH_DAY", str(demonstration_file))


@pytest.fixture(scope="module")
def merge(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("merge"))
    return run("merge.py", "--files", "3", "--records", "20", "--repeats", "1", "--folder", folder)


def test_merge_gives_the_ratio_of_receiving_to_a_raw_insert_on_the_disk_and_in_memory(merge):
    assert set(merge["ratios"]) == {"durable", "processor"}
    for place, rows in merge["rows"].items():
        assert merge["ratios"][place] == rows["receive"]["ratio"] > 0
        assert rows["raw INSERT"]["ratio"] == 1


def test_merge_measures_every_peer_in_the_same_run(merge):
    for rows in merge["rows"].values():
        assert {"ATTACH + upsert", "sqlite-utils upsert_all"} < set(rows)
        assert all(row["us_record"] > 0 and row["bytes"] > 0 for row in rows.values())


def test_of_the_same_conflicts_receiving_loses_no_edit_and_an_upsert_some(merge):
    for rows in merge["rows"].values():
        assert rows["receive"]["lost"] == 0
        assert rows["ATTACH + upsert"]["lost"] > 0
        assert rows["sqlite-utils upsert_all"]["lost"] > 0


def test_merge_says_of_each_demand_what_was_found(merge):
    figures = merge["figures"]
    assert set(figures) == set(merge["demand"]) == {"ratio", "again", "bytes", "memory_mb", "four_rooms_s"}
    assert figures["ratio"] == merge["ratios"]["durable"]
    assert figures["four_rooms_s"] == merge["alone"]["four rooms"]["seconds"] > 0
    assert figures["bytes"] > 0


def test_merge_has_no_place_for_engines_that_nobody_gave(merge, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import peers

    assert merge["peers"] == "none given"
    assert all(set(peers.ENGINES).isdisjoint(rows) for rows in merge["rows"].values())
    assert peers.found_in(None) == peers.found_in(tmp_path) == {}


def test_merge_has_no_place_for_sessions_where_their_library_is_missing(merge):
    sessions = merge["machine"]["sessions"] != "not installed"
    assert all(("session changesets" in rows) is sessions for rows in merge["rows"].values())


def test_save_sets_each_save_beside_a_bare_commit_of_as_many_pages(tmp_path):
    found = run("save.py", "--saves", "5", "--ideas", "5", "--folder", str(tmp_path))
    assert set(found["rows"]) == set(found["demand"]) == {"new", "set"}
    for row in found["rows"].values():
        assert row["ratio"] > 0
        assert row["pages"] > 1
        assert row["ours_p95"] >= row["ours_ms"]
        assert row["bare_p95"] >= row["bare_ms"]
    assert list(tmp_path.iterdir()) == []


def test_a_receipt_costs_the_durable_commits_that_the_bench_reckons_with(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import merge as bench

    workload = bench.work(tmp_path, 1, 5)
    way = bench.Ours(tmp_path / "central.ogp", workload, durable=True)
    said = []
    way.register.conn.set_trace_callback(said.append)
    way.take(pickle.loads(workload.files[0]))
    way.register.conn.set_trace_callback(None)
    way.close()
    assert said.count("COMMIT") == bench.Ours.commits


def test_report_sets_our_paragraphs_beside_reportlabs():
    found = run("report.py", "--pages", "1", "--repeats", "1")
    assert found["ratio"] > 0
    assert found["pages"]["ours"] == found["pages"]["reportlab"] == 1


def test_lists_sets_reading_a_list_beside_calamine_alone():
    found = run("lists.py", "--rows", "60", "--repeats", "1")
    assert found["people"] == 60
    assert found["ratio"]["calamine"] == 1
    assert found["ratio"]["ours"] > 0


def test_papers_sets_our_badges_beside_reportlabs_own():
    found = run("papers.py", "--repeats", "1")
    assert found["people"] == 70
    assert found["ratio"] > 0


def test_start_sets_every_window_beside_a_bare_one():
    found = run("start.py", "--repeats", "1", "--ideas", "20", "--only", "launcher", "room, chosen, a key answered")
    assert {"bare", "launcher", "room, chosen, a key answered"} == set(found["rows"])
    assert found["rows"]["bare"]["ratio"] == 1
    assert all(row["heavy"] == 0 for row in found["rows"].values())


def test_stalls_measures_every_turn_of_the_event_loop():
    found = run("stalls.py", "--ideas", "20", "--files", "2", "--each", "2", "--seconds", "0.3")
    assert len(found["rows"]) == 4
    assert all(row["turns"] > 0 for row in found["rows"].values())
    assert found["ideas"] >= 64 + 20 + 4


def test_desk_measures_keys_and_arrivals_by_name_and_by_badge_beside_a_bare_commit():
    found = run("desk.py", "--people", "60", "--arrivals", "6")
    assert set(found["figures"]) == set(found["demand"]) == {"key_p99_ms", "enter_more_p95_ms"}
    assert {"a key", "a badge's eight keys", "Enter beyond the commit"} < set(found["rows"])
    assert all(row["times"] > 1 for row in found["rows"].values())
    assert found["figures"]["key_p99_ms"] > 0


def test_grouping_sets_our_piles_beside_those_of_letters(tmp_path):
    said = {
        "budget": ["Publier le budget de la commune", "نشر ميزانية الجماعة", "le budget communal reste caché"],
        "signes": ["Un interprète en langue des signes", "توفير مترجم لغة الإشارة"],
        "eau": ["L’eau potable manque au douar", "الماء الصالح للشرب غير متوفر"],
    }
    ideas = [
        {"text": text, "lang": "ar" if "ا" in text else "fr", "theme": group, "group": group}
        for group, texts in said.items()
        for text in texts
    ]
    (tmp_path / "ideas.json").write_text(json.dumps({"ideas": ideas}), encoding="utf-8")
    found = run("grouping.py", str(tmp_path / "ideas.json"), "--shipped")
    assert len(found["rows"]) == 4
    ours, trigram = found["rows"]["ours"], found["rows"]["trigram (pg_trgm)"]
    assert ours["fr-ar@5"] == 1
    assert ours["b_cubed"] > trigram["b_cubed"]
    assert set(found["met"]) == set(found["demand"])


def test_room_measures_enter_turns_and_hints(tmp_path):
    found = run("room.py", "--ideas", "20", "--saves", "3", "--seconds", "0.3", "--folder", str(tmp_path))
    assert set(found["rows"]) == {"enter", "typing", "hint"}
    assert set(found["figures"]) == set(found["demand"])
    assert found["rows"]["hint"]["found"] > 0
    assert found["rows"]["enter"]["cpu_p95_ms"] >= found["rows"]["enter"]["cpu_ms"] > 0


def test_search_measures_answers_beside_like_and_a_whole_regrouping():
    found = run("search.py", "--ideas", "60")["results"][0]
    assert {"similar", "search", "LIKE"} == set(found["rows"])
    assert found["facts"]["piles"] > 0
    assert all(row["p95_ms"] > 0 for row in found["rows"].values())


def test_names_sets_every_key_beside_like_and_finds_invented_people():
    found = run("names.py", "--sizes", "70", "2000", "--typed", "3", "--sought", "70")
    assert set(found["rows"]) == {"70 people", "2,000 people"}
    assert set(found["recall"]) == set(found["letters"]) == {"70 people"}
    for row in found["rows"].values():
        assert row["keys"] > 0
        assert row["like_ms"] > 0
        assert row["max_ms"] >= row["median_ms"]
    for sorts in found["recall"].values():
        assert sorts["as it is kept"]["found"] == 1
        assert all(0 < row["found"] <= 1 for row in sorts.values())
    assert all(row["median"] >= 1 for ways in found["letters"].values() for row in ways.values())
    assert len(found["demand"]) == 1 + 3


def test_door_says_what_all_papers_of_a_room_take():
    found = run("door.py", "--ideas", "30", "--people", "4", "--repeats", "1")
    assert 0 < found["seconds"] < found["demand"]
    assert set(found["alone"]) == {"minutes", "presenter", "slips"}


def test_the_first_slide_stands_on_the_right_one_of_two_other_screens():
    told = run("slides.py", "--repeats", "1", "--ideas", "120")
    assert {post: row["screen"] for post, row in told["rows"].items()} == {"room": "HDMI-2", "restitution": "HDMI-2"}
    assert all(row["seconds"] > 0 and row["slide"] for row in told["rows"].values())
