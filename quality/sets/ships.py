"""Ships: labelled scenarios, published series and published encounters through `entente ships`.

    quality/run ships [--list]

scenarios     ais-synthetic-scenarios, made up and easy by design: a check that definitions are met, never to be quoted
              as accuracy. Found: a finding of the label's kind about its ships that overlaps it in time (an identity
              switch: the shared number, or the new number's check digit; a clone: two tracks of one MMSI). The
              negatives (tow, crossing, silence under 12 h) are owed nothing. Of the kinds that are fully labelled the
              count over the whole log must be that of both halves of the labels, so nothing is found beyond them.
              Loitering alone is that outside encounters. Port calls are not fully labelled: recall only.
              Positions on land: routes that the set draws straight across a coast (Jeju, Shandong, Zhejiang, Jiangsu).
gaps          gfw-gaps-tests: count at 1, 1.2 and 2 h (82, 19, 0) and, at 1 h, ids and figures.
encounters    gfw-encounters-tests: both directions of each published row within 1e-6.
transshipment gfw-transshipment-2018: every published encounter meets the filters that are the defaults here.
"""
import argparse
import collections
import csv
import datetime
import gzip
import json
import os
import pathlib
import subprocess
import tempfile

SCENARIOS, GAPS, MEETINGS, EVENTS = ("ais-synthetic-scenarios", "gfw-gaps-tests", "gfw-encounters-tests",
                                     "gfw-transshipment-2018")
NEGATIVE = {"negative_tow", "negative_crossing", "gap_short_below_threshold"}
# What finding answers a label.
ANSWERS = {
    "encounter": lambda f: f["event"] == "encounter",
    "negative_tow": lambda f: f["event"] == "encounter",
    "negative_crossing": lambda f: f["event"] == "encounter",
    "loitering": lambda f: f["event"] == "loitering",
    "gap_deliberate": lambda f: f["event"] == "gap",
    "gap_short_below_threshold": lambda f: f["event"] == "gap",
    "identity_switch_same_imo": lambda f: f.get("kind") == "imo_under_several_mmsi",
    "identity_switch_invalid_imo": lambda f: f.get("kind") == "imo_check_digit",
    "mmsi_clone": lambda f: f.get("kind") == "mmsi_on_two_tracks",
    "spoof_circle": lambda f: f.get("kind") == "circle",
    "port_call": lambda f: f["event"] == "port",
}
# Counts over the whole set, both halves of the labels, as the set's own notes give them.
WHOLE = {"encounter": 27, "loitering alone": 12, "gap": 14, "imo_under_several_mmsi": 11, "imo_check_digit": 4, "circle": 6}


def findings(entente, *arguments):
    done = subprocess.run([entente, "ships", "--quiet", "--jsonl", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def overlaps(finding, label):
    start = label.get("start") or label["time"]
    end = label.get("end") or ("9999-01-01T00:00:00Z" if "start" in label else label["time"])
    if label["kind"].startswith("identity"):
        return True
    return time_of(finding["start"]) <= time_of(end) and time_of(finding["end"]) >= time_of(start)


def ships_of(label):
    kind = label["kind"]
    if kind == "identity_switch_same_imo":
        return {label["old_mmsi"], label["new_mmsi"]}
    if kind == "identity_switch_invalid_imo":
        return {label["new_mmsi"]}
    if "vessel_1_mmsi" in label:
        return {label["vessel_1_mmsi"], label["vessel_2_mmsi"]}
    return {label["mmsi"]}


def answers(finding, label):
    ships = {int(v["mmsi"]) for v in finding["vessels"]}
    if not ANSWERS[label["kind"]](finding) or not ships_of(label) <= ships or not overlaps(finding, label):
        return False
    return label["kind"] != "port_call" or finding.get("port") == label["port"]


def together(one, other):
    ships = [{v["mmsi"] for v in f["vessels"]} for f in (one, other)]
    return bool(ships[0] & ships[1]) and one["start"] <= other["end"] and one["end"] >= other["start"]


def score_scenarios(entente, folder, listed):
    labels = json.loads((folder / "labels_half.json").read_text(encoding="utf-8"))
    found = findings(entente, "--anchorages", folder / "ports.json", folder / "ais_noaa_format.csv.gz")
    lines, right = [f"{SCENARIOS}: {len(labels)} labels"], True
    hits, totals = collections.Counter(), collections.Counter()
    for label in labels:
        is_answered = any(answers(f, label) for f in found)
        good = is_answered != (label["kind"] in NEGATIVE)
        totals[label["kind"]] += 1
        hits[label["kind"]] += good
        if not good and listed:
            lines.append(f"    {label}")
    for kind in sorted(totals):
        verb = "left alone" if kind in NEGATIVE else "found"
        lines.append(f"  {kind:28} {hits[kind]:3} of {totals[kind]:3} {verb}")
        right = right and hits[kind] == totals[kind]
    counts = collections.Counter(f.get("kind") or f["event"] for f in found)
    meetings = [f for f in found if f["event"] == "encounter"]
    counts["loitering alone"] = sum(
        not any(together(f, met) for met in meetings) for f in found if f["event"] == "loitering")
    for kind, owed in WHOLE.items():
        lines.append(f"  {kind:28} {counts[kind]:3} in all, {owed} known from both halves of the labels")
        right = right and counts[kind] == owed
    others = {k: n for k, n in counts.items() if k not in WHOLE}
    lines.append("  the rest (not fully labelled, or following from the above): "
                 + ", ".join(f"{k} {n}" for k, n in sorted(others.items())))
    return lines, right


def score_gaps(entente, folder):
    lines, right = [GAPS], True
    for file in ("sample_messages.json", "sample_messages_lines.jsonl"):
        counts = [len(findings(entente, "--events", "gaps", "--gap-hours", h, folder / file)) for h in (1, 1.2, 2)]
        lines.append(f"  {file:28} {counts[0]} gaps at 1 h, {counts[1]} at 1.2 h, {counts[2]} at 2 h")
        right = right and counts == [82, 19, 0]
    expected = json.loads((folder / "expected_sample_messages.json").read_text(encoding="utf-8"))["1"]
    ours = findings(entente, "--events", "gaps", "--gap-hours", 1, folder / "sample_messages.json")
    same = sum(o["gap_id"] == e["gap_id"] and abs(o["duration_hours"] - e["duration_h"]) < 1e-6
               and o["positions_12h_before"] == e["positions_hours_before"] for o, e in zip(ours, expected))
    lines.append(f"  ids, durations and positions before the same: {same} of {len(expected)}")
    return lines, right and same == len(expected) == len(ours)


def meets(finding, row):
    side = next(v for v in finding["vessels"] if str(int(v["mmsi"])) == row["vessel_1_seg_id"])
    pairs = [(side["lat"], row["mean_latitude"]), (side["lon"], row["mean_longitude"]),
             (side["median_speed_knots"], row["median_speed_knots"]), (side["start_lat"], row["start_lat"]),
             (side["start_lon"], row["start_lon"]), (side["end_lat"], row["end_lat"]),
             (side["end_lon"], row["end_lon"]), (finding["median_distance_km"], row["median_distance_km"]),
             (time_of(finding["start"]).timestamp(), row["start_time"]),
             (time_of(finding["end"]).timestamp(), row["end_time"]), (side["points"], row["vessel_1_point_count"])]
    return all(abs(a - b) <= 1e-6 for a, b in pairs)


def score_meetings(entente, folder):
    lines, right = [MEETINGS], True
    for path in sorted(folder.glob("*.json")):
        series = json.loads(path.read_text(encoding="utf-8"))
        parameters = series["parameters"]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
            json.dump([dict(r, ssvid=r["id"]) for r in series["records"]], log)
            log.flush()
            ours = findings(entente, "--events", "encounters",
                            "--encounter-minutes", parameters["min_minutes_for_encounter"],
                            "--encounter-km", parameters["max_km_for_encounter"],
                            "--encounter-gap-minutes", parameters["max_gap_s"] / 60, log.name)
        met = sum(any(meets(f, row) for f in ours) for row in series["expected_raw"])
        owed = len(series["expected_raw"])
        lines.append(f"  {series['name']:28} {met} of {owed} directed rows met by {len(ours)} encounters")
        right = right and met == owed and len(ours) * 2 == owed
    return lines, right


def score_events(folder):
    with gzip.open(folder / "encounter_events_even.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    passed = sum(float(r["median_distance_km"]) <= 0.5 and float(r["median_speed_knots"]) < 2
                 and float(r["duration_hr"]) >= 2 for r in rows)
    return [EVENTS, f"  {passed} of {len(rows)} published encounters pass 0.5 km, 2 knots and 2 h"], passed == len(rows)


def main(arguments, entente, shared, results):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="labels that were missed")
    parser.add_argument("--entente", default=entente)
    asked = parser.parse_args(arguments)
    if not os.access(asked.entente, os.X_OK):
        print(f"quality/run: {asked.entente} is not there")
        return 2
    scorers = {SCENARIOS: lambda f: score_scenarios(asked.entente, f, asked.list),
               GAPS: lambda f: score_gaps(asked.entente, f),
               MEETINGS: lambda f: score_meetings(asked.entente, f), EVENTS: score_events}
    lines, all_right = [], True
    for name, score in scorers.items():
        folder = pathlib.Path(shared) / name
        if not folder.is_dir():
            lines.append(f"{name}: skipped, its folder is not there")
            continue
        told, right = score(folder)
        all_right = all_right and right
        lines += [*told, "  all as owed" if right else "  NOT AS OWED", ""]
    text = "\n".join(lines).rstrip() + "\n"
    print(text, end="")
    (pathlib.Path(results) / "ships.txt").write_text(text, encoding="utf-8")
    return 0 if all_right else 1
