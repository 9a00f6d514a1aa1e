#!/usr/bin/env python3
"""Ships through the program: decoding, findings, forms of the answer, bad input.

    ships_test.py ENTENTE SOURCE_FOLDER
"""

import csv
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

ENTENTE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
HEAD = "mmsi,timestamp,lat,lon,speed,course,name,imo\n"


def row(mmsi, hours, lat, lon, knots=0.0, course=0.0, name="", imo=""):
    seconds = round(hours * 3600)
    stamp = f"2024-01-{1 + seconds // 86400:02}T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"
    return f"{mmsi},{stamp},{lat:.5f},{lon:.5f},{knots},{course},{name},{imo}\n"


def story():
    """Two ships meet in the Sea of Japan; one falls silent for 20 h and calls at a port under another name."""
    rows = []
    for i in range(60):
        rows.append(row(273000001, i / 6, 39.0, 133.0, 0.2, 0, "RED STAR", "IMO9074729"))
        rows.append(row(412000002, i / 6 + 0.01, 39.001, 133.0, 0.2, 0, "BLUE SEA", "IMO9307839"))
    for i in range(60):
        rows.append(row(412000002, 30 + i / 6, 42.2333, 130.3, 0.0, 0, "GREEN SEA", "IMO9307839"))
    return rows


class Ships(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_it(self, *arguments, status=0, stdin=None):
        done = subprocess.run([ENTENTE, "ships", *map(str, arguments)], capture_output=True, text=True, cwd=self.folder,
                              input=stdin, env={"ENTENTE_HOME": str(SOURCE)}, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def file(self, text, name="log.csv"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return name

    def findings(self, *arguments, **more):
        return [json.loads(line) for line in self.run_it("--jsonl", *arguments, **more)[0].splitlines()]

    def test_gaps_alone_are_the_gaps_among_all(self):
        log = self.file(HEAD + "".join(story()))
        alone = self.findings("--events", "gaps", "--gap-hours", "1", log)
        among = [f for f in self.findings("--gap-hours", "1", log) if f["event"] == "gap"]
        self.assertTrue(alone)
        self.assertEqual(alone, among)

    def test_identities_alone_are_those_among_all(self):
        rows = [row(273000001, i / 10, 39 + i / 100, 133, 6, 0, "STAR") for i in range(60)]
        rows += [row(273000001, i / 10 + .05, 20 + i / 100, 150, 6, 0, "STAR") for i in range(60)]  # a second sender
        log = self.file(HEAD + "".join(sorted(rows, key=lambda r: r.split(",")[1])))
        among = [f for f in self.findings(log) if f["event"] == "identity"]
        self.assertEqual([f["kind"] for f in among], ["mmsi_on_two_tracks"])
        self.assertEqual(self.findings("--events", "identity", log), among)

    def test_a_story_is_told_with_its_lines(self):
        log = self.file(HEAD + "".join(story()))
        found = self.findings(log)
        kinds = sorted({f.get("kind") or f["event"] for f in found})
        self.assertEqual(kinds, ["encounter", "gap", "loitering", "name_change", "port"])
        by = {f.get("kind") or f["event"]: f for f in found}
        meeting = by["encounter"]
        self.assertEqual(list(meeting)[:6], ["event", "vessels", "start", "end", "lat", "lon"])
        self.assertEqual(list(meeting)[-1], "evidence")
        self.assertEqual([(v["mmsi"], v["imo"], v["name"]) for v in meeting["vessels"]],
                         [("273000001", "9074729", "RED STAR"), ("412000002", "9307839", "BLUE SEA")])
        self.assertAlmostEqual(meeting["median_distance_km"], 0.111, 3)
        self.assertEqual(by["gap"]["vessels"][0]["mmsi"], "412000002")
        self.assertAlmostEqual(by["gap"]["duration_hours"], 20.156667, 5)
        self.assertFalse(by["gap"]["suspected_disabling"], "the log does not say how ships are received there")
        self.assertEqual(by["name_change"]["values"], "BLUE SEA > GREEN SEA")
        self.assertEqual((by["port"]["port"], by["port"]["country"]), ("NAJIN", "PRK"))
        lines = (self.folder / log).read_text(encoding="utf-8").splitlines()
        for finding in found:
            for evidence in finding["evidence"]:
                name, line = evidence.rsplit(":", 1)
                self.assertEqual(name, log)
                self.assertIn(lines[int(line) - 1].split(",")[0], {v["mmsi"] for v in finding["vessels"]})

    def test_order_threads_and_packing_change_nothing(self):
        rows = story()
        plain = self.run_it("--jsonl", self.file(HEAD + "".join(rows)))[0]
        self.assertEqual(self.run_it("--jsonl", "--threads", 1, "log.csv")[0], plain)
        told = [json.loads(line) for line in plain.splitlines()]
        random.Random(1).shuffle(rows)
        shuffled = self.findings(self.file(HEAD + "".join(rows + rows[:30])))
        for finding in told + shuffled:
            del finding["evidence"]
        self.assertEqual(shuffled, told)
        subprocess.run(["gzip", "-k", "log.csv"], cwd=self.folder, check=True)
        packed = self.findings("log.csv.gz")
        piped = self.findings("-", stdin=(self.folder / "log.csv").read_text(encoding="utf-8"))
        for finding in packed + piped:
            del finding["evidence"]
        self.assertEqual(packed, told)
        self.assertEqual(piped, told)

    def test_parameters_and_filters(self):
        log = self.file(HEAD + "".join(story()))
        self.assertEqual(len(self.findings("--events", "gaps", "--gap-hours", "20", log)), 1)
        self.assertEqual(self.findings("--events", "gaps", "--gap-hours", "21", log, status=1), [])
        self.assertEqual(self.findings("--events", "encounters", "--encounter-km", "0.1", log, status=1), [])
        self.assertEqual(self.findings("--events", "encounters", "--encounter-minutes", "600", log, status=1), [])
        self.assertEqual(len(self.findings("--events", "encounters,gaps", "--vessel", "9074729", log)), 1)
        self.assertEqual(len(self.findings("--events", "ports", "--area", "42,130,43,131", log)), 1)
        self.assertEqual(self.findings("--events", "ports", "--area", "0,0,1,1", log, status=1), [])
        places = self.file('{"HERE":[39.0,133.0]}', "places.json")
        self.assertEqual(self.findings("--events", "encounters", "--anchorages", places, log, status=1), [])
        self.assertIn("did you mean gaps?", self.run_it("--events", "gapps", log, status=2)[1])
        self.run_it("--area", "1,2,3", log, status=2)
        self.run_it("--area", "43,130,42,131", log, status=2)  # south above north
        self.run_it("--area", "42,130,95,131", log, status=2)
        gap = self.findings("--events", "gaps", log)[0]
        for lat, lon in ((gap["lat"], gap["lon"]), (gap["end_lat"], gap["end_lon"])):  # where it begins, and ends
            box = f"{lat - .01},{lon - .01},{lat + .01},{lon + .01}"
            self.assertEqual(self.findings("--events", "gaps", "--area", box, log), [gap])
        self.run_it("--gap-hours", "long", log, status=2)
        self.run_it("--gap-hours", "-1", log, status=2)

    def test_anchorages_of_one_id_are_those_of_the_last_row(self):
        log = self.file(HEAD + "".join(story()))
        own = self.findings("--events", "ports", log)[0]
        rows = "s2id,latitude,longitude,label,sublabel,iso3\n"
        for name, off in (("FIRST", 0), ("SECOND, INNER", .001)):
            rows += f'aa01,{own["lat"] + off},{own["lon"]},"{name}",,XXX\n'
        places = self.file(rows, "overrides.csv")
        call = self.findings("--events", "ports", "--anchorages", places, log)[0]
        self.assertEqual([call["port"], call["country"]], ["SECOND, INNER", "XXX"])
        subprocess.run(["gzip", "-k", places], cwd=self.folder, check=True)
        self.assertEqual(self.findings("--events", "ports", "--anchorages", places + ".gz", log)[0], call)
        bad = self.file(rows + "aa02,95,1,NOWHERE,,XXX\n", "bad.csv")
        self.assertIn("bad.csv:4", self.run_it("--events", "ports", "--anchorages", bad, log, status=5)[1])

    def test_every_parameter_is_a_flag(self):
        page = subprocess.run([ENTENTE, "help", "ships"], capture_output=True, text=True).stdout
        names = [line.split('"')[1] for line in
                 (SOURCE / "src/engine/ships/request.cpp").read_text(encoding="utf-8").splitlines()
                 if line.startswith('    {"') and "-" in line.split('"')[1]]
        self.assertGreater(len(names), 15)
        for name in names:
            self.assertIn("--" + name, page)

    def test_positions_on_land_and_of_a_coarse_grid(self):
        rows = [row(273000001, i / 10, 39 + i / 100, 133, 6, 0, "AT SEA") for i in range(60)]
        rows += [row(273000001, 6 + i / 10, 50 + i / 997, 110, 6, 0, "AT SEA") for i in range(30)]  # Transbaikal
        rows += [row(273000003, i / 10, round(20 + i / 100, 1), round(150 + i / 70, 1), 9, 0, "COARSE") for i in range(300)]
        found = self.findings("--events", "positions", self.file(HEAD + "".join(rows)))
        land = [f for f in found if f["kind"] == "on_land"]
        self.assertEqual([(f["vessels"][0]["name"], f["fixes"], f["by_jump"], f["evidence"]) for f in land],
                         [("AT SEA", 30, True, ["log.csv:62", "log.csv:91"])])
        self.assertGreater(land[0]["inland_nm"], 200)
        self.assertEqual(len([f for f in found if f["kind"] == "grid" and f["vessels"][0]["name"] == "COARSE"]), 1)
        deeper = self.findings("--events", "positions", "--land-nm", "300", "log.csv")
        self.assertEqual([f for f in deeper if f["kind"] == "on_land"], [])

    def test_other_forms(self):
        log = self.file(HEAD + "".join(story()))
        told = self.findings(log)
        table = list(csv.DictReader(io.StringIO(self.run_it("--csv", log)[0])))
        self.assertEqual([r["event"] for r in table], [f["event"] for f in told])
        features = json.loads(self.run_it("--geojson", log)[0])["features"]
        self.assertEqual([f["properties"] for f in features], told)
        kml = xml.etree.ElementTree.fromstring(self.run_it("--kml", log)[0])
        self.assertEqual(len(list(kml.iter("{http://www.opengis.net/kml/2.2}Placemark"))), len(told))
        self.assertIn("RED STAR (273000001, IMO 9074729)", self.run_it(log)[0])

    def test_bad_lines_are_counted_and_bad_files_named(self):
        rows = story()
        rows[7] = "what is this\n"
        rows[9] = "273000001,yesterday,39,133,,,,\n"
        out, messages = self.run_it("--jsonl", self.file(HEAD + "".join(rows)))
        self.assertTrue(out)
        self.assertIn("2 bad lines passed over", messages)
        self.assertIn("log.csv:9", messages)
        self.assertIn("nowhere.csv", self.run_it("log.csv", "nowhere.csv", status=3)[1])
        self.assertIn("E-UNKNOWN-COLUMN", self.run_it(self.file("a,b\n1,2\n", "x.csv"), status=3)[1])
        self.run_it("--anchorages", "nowhere.csv", "log.csv", status=5)

    def test_the_example_tells_what_its_page_says(self):
        folder = SOURCE / "examples" / "ships"
        made = subprocess.run([sys.executable, folder / "make.py"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(made, (folder / "log.csv").read_text(encoding="utf-8"))
        shutil.copy(folder / "log.csv", self.folder)
        page = (folder / "README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^    entente ships ([^\n]*)\n\n```\n(.*?)```", page, re.M | re.S)
        self.assertEqual(len(blocks), 2)
        for command, answer in blocks:
            self.assertEqual(self.run_it(*command.split())[0], answer)

    def voyage(self, *arguments, status=0):
        done = subprocess.run([ENTENTE, "voyage", *map(str, arguments)], capture_output=True, text=True,
                              cwd=self.folder, env={"ENTENTE_HOME": str(SOURCE)}, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def test_a_voyage_is_told_and_drawn(self):
        log = self.file(HEAD + "".join(story()))
        told = [json.loads(line) for line in self.voyage("IMO9307839", log, "--jsonl", "--svg", "map.svg").splitlines()]
        self.assertEqual([f["event"] for f in told], ["loitering", "encounter", "gap", "port", "identity"])
        drawn = (self.folder / "map.svg").read_text(encoding="utf-8")
        texts = [e.text for e in xml.etree.ElementTree.fromstring(drawn).iter() if e.text and e.text.strip()]
        self.assertIn("BLUE SEA, GREEN SEA (9307839)", texts)
        self.assertEqual(sum("MMSI 412000002" in t for t in texts), 1)
        self.assertIn("stroke-dasharray", drawn, "where it was silent")
        self.assertLess(len(drawn), 100_000, "coasts elsewhere are left out")
        self.assertEqual(self.voyage("9307839", log, "--svg", "-"), drawn)
        self.voyage("1234567", log, status=1)
        self.voyage("a ship", log, status=2)
        self.voyage("9307839", "-", status=2)

    def test_decoding(self):
        log = self.file("!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*29\n"
                        "!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*28\n", "log.nmea")
        out, messages = self.run_it("decode", "--jsonl", log)
        self.assertEqual(json.loads(out)["status_text"], "Under way using engine")
        self.assertAlmostEqual(json.loads(out)["lat"], 52.855395)
        self.assertEqual(json.loads(self.run_it("decode", "--unscaled", log)[0])["lat"], 31713237)
        self.assertIn("1 damaged", messages)
        self.assertIn("messages without a time", self.run_it(log, status=1)[1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
