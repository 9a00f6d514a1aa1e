#!/usr/bin/env python3
"""Findings as claims in the ledger: every quote is rows of the file, letter by letter, and nothing is said more firmly than shown.

    filing_test.py ENTENTE SOURCE_FOLDER
"""

import hashlib
import json
import pathlib
import re
import shutil
import unittest

from harness import SOURCE, Base

LEDGER = "ledger.db"


class Filing(Base):
    def file_it(self, *words, status=0):
        """What standard error says was filed: new claims, known ones."""
        _, err = self.run_it(*words, "--ledger", LEDGER, status=status)
        filed = re.search(r"filed (\d+) claims \((\d+) already known\)", err)
        self.assertTrue(filed, err)
        return int(filed[1]), int(filed[2])

    def claims(self, *words):
        out, _ = self.run_it("claims", "--jsonl", "--ledger", LEDGER, *words)
        return [json.loads(line) for line in out.splitlines()]

    def show(self, identity):
        return json.loads(self.run_it("show", identity, "--json", "--ledger", LEDGER)[0])

    def check_quotes(self, claims):
        """The quote is rows of the files that the sheet names, at the lines it names."""
        self.run_it("verify", "--ledger", LEDGER)
        for claim in claims:
            text = self.show(claim["document"]["id"])["text"]
            quote = claim["quote"]
            self.assertEqual(text[quote["start"]:quote["end"]], quote["text"])
            rows = []
            for name, sha, lines in re.findall(r"^Of (\S+), SHA-256 ([0-9a-f]{64}): lines? ([\d, -]+)\.$", text, re.M):
                raw = (self.folder / name).read_bytes()
                self.assertEqual(hashlib.sha256(raw).hexdigest(), sha)
                file = raw.decode().splitlines()
                for part in lines.split(", "):
                    first, _, last = part.partition("-")
                    rows += file[int(first) - 1:int(last or first)]
            self.assertTrue(rows, text)
            self.assertTrue(text.endswith("\n" + "\n".join(rows) + "\n"), text)
            self.assertEqual(quote["text"].split("\n"), rows[:8])

    def ships(self):
        shutil.copy(SOURCE / "examples/ships/log.csv", self.folder)

    def test_ships_are_filed_once_and_never_said_more_firmly_than_shown(self):
        self.ships()
        self.assertEqual(self.file_it("ships", "log.csv"), (9, 0))
        self.assertEqual(self.file_it("ships", "log.csv"), (0, 9))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "log.csv"), (0, 1))
        claims = self.claims()
        self.check_quotes(claims)
        kinds = {(c["document"]["extractor"]["name"], c["kind"], c["modality"]) for c in claims}
        self.assertEqual(kinds, {("ships.port", "move", "assessed"), ("ships.gap", "move", "assessed"),
                                 ("ships.loitering", "move", "assessed"), ("ships.encounter", "meet", "assessed"),
                                 ("ships.identity", "move", "claimed"), ("ships.route", "transfer", "possible")})
        route = next(c for c in claims if c["kind"] == "transfer")
        self.assertEqual([route["subject"][0]["text"], route["subject"][0]["state"]], ["PAPER CRANE", "ru"])
        self.assertEqual([route["via"][0]["text"], route["counterpart"][0]["state"], route["where"][0]["text"]],
                         ["GREEN LANTERN", "kp", "WONSAN"])

    def test_a_silence_is_evasion_only_under_the_four_conditions(self):
        # A ship 100 nm out, in waters where forty others are heard all the time, falls silent for a day.
        rows = ["mmsi,timestamp,lat,lon,speed"]
        def at(hours): return f"2024-01-{1 + hours // 24:02}T{hours % 24:02}:00:00Z"
        for hour in range(0, 96):
            for other in range(40):
                for minute in (0, 20, 40):
                    rows.append(f"{273100000 + other},{at(hour)[:14]}{minute:02}:00Z,{38.6 + other * .01:.3f},132.6,8")
            if hour < 40 or hour >= 66:
                for minute in (0, 30):
                    rows.append(f"273000009,{at(hour)[:14]}{minute:02}:00Z,38.9,{132.6 + hour * .001:.3f},5")
        (self.folder / "busy.csv").write_text("\n".join(rows) + "\n")
        out, _ = self.run_it("ships", "--events", "gaps", "--jsonl", "busy.csv")
        gap = json.loads(out.splitlines()[0])
        self.file_it("ships", "--events", "gaps", "busy.csv")
        claim = self.claims()[0]
        self.assertTrue(gap["suspected_disabling"], gap)
        self.assertEqual([claim["kind"], claim["modality"]], ["evade", "possible"])
        self.assertIn("That it was switched off is not shown.", self.show(claim["document"]["id"])["text"])

    def test_without_the_flag_nothing_is_filed(self):
        self.ships()
        _, err = self.run_it("ships", "log.csv")
        self.assertNotIn("filed", err)
        self.assertFalse((self.folder / LEDGER).exists())

    def test_standard_input_is_told_to_be_no_file(self):
        self.ships()
        with open(self.folder / "log.csv", "rb") as log:
            _, err = self.run_it("ships", "-", "--ledger", LEDGER, status=2, stdin=log.read())
        self.assertIn("cannot be filed", err)

    def test_rows_that_are_no_text_are_marked(self):
        head = b"mmsi,timestamp,lat,lon,speed,name\n"
        rows = [f"273000001,2024-01-01T{h:02}:00:00Z,39,133,0,".encode() + b"B\xe9LIER\n" for h in (0, 1, 2)]
        rows += [f"273000001,2024-01-03T{h:02}:00:00Z,39.1,133,0,".encode() + b"B\xe9LIER\n" for h in (0, 1, 2)]
        (self.folder / "latin.csv").write_bytes(head + b"".join(rows))
        self.assertEqual(self.file_it("ships", "--jsonl", "--events", "gaps", "latin.csv"), (1, 0))
        self.assertIn("B\ufffdLIER", self.claims()[0]["quote"]["text"])
        self.run_it("verify", "--ledger", LEDGER)

    def test_rows_of_packed_files_and_of_arrays(self):
        import gzip
        self.ships()
        (self.folder / "log.csv.gz").write_bytes(gzip.compress((self.folder / "log.csv").read_bytes(), mtime=0))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "log.csv.gz"), (1, 0))
        quote = self.claims()[0]["quote"]["text"].split("\n")
        file = (self.folder / "log.csv").read_text().splitlines()
        self.assertEqual(quote, [file[164], file[334]])
        fixes = [{"mmsi": 273000001, "timestamp": f"2024-01-{d:02}T00:00:00Z", "lat": 39, "lon": 133, "note": "a]}"}
                 for d in (1, 3)]
        (self.folder / "fixes.json").write_text(json.dumps(fixes, indent=1))
        self.assertEqual(self.file_it("ships", "--events", "gaps", "fixes.json"), (1, 0))
        quote = self.claims("--source", "fixes.json")[0]["quote"]["text"].split("\n")
        self.assertEqual([json.loads(line) for line in quote], fixes)

    def test_trade_is_filed_by_the_rows_of_both_tables(self):
        for name in ("exports.csv", "imports.csv", "flows.csv"):
            shutil.copy(SOURCE / "examples/trade" / name, self.folder)
        mirror = ("trade", "mirror", "--exports", "exports.csv", "--imports", "imports.csv")
        filed = self.file_it(*mirror, status=3)  # two rows cannot be used
        self.assertEqual(filed, (4, 0))
        self.assertEqual(self.file_it(*mirror, "--each", status=3), (0, 4))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual({(c["kind"], c["modality"], c["counterpart"][0]["text"]) for c in claims},
                         {("trade", "reported", "Middleton")})  # Eastvale's table is not whole: no gap
        self.assertEqual({len(c["attribution"]) for c in claims}, {2})
        reexport = ("trade", "reexport", "flows.csv", "--from", "Northland,Westmark", "--via", "Middleton",
                    "--to", "Sudmark", "--since", "2030-03")
        self.assertEqual(self.file_it(*reexport), (2, 0))
        signature = self.claims("--kind", "mediate")
        self.check_quotes(signature)
        self.assertEqual([(c["modality"], c["object"][0]["goods"]) for c in signature],
                         [("possible", ["dual-use"])] * 2)
        self.assertEqual(self.file_it("trade", "dualuse", "flows.csv", "--partner", "Sudmark"), (12, 0))
        self.check_quotes(self.claims("--kind", "transfer"))

    def test_votes_are_filed_where_they_are_more_or_less_than_chance(self):
        shutil.copy(SOURCE / "examples/votes/votes.csv", self.folder)
        votes = ("votes", "agreement", "--votes", "votes.csv", "--pair", "Middleton,Sudmark")
        self.assertEqual(self.file_it(*votes, "--year", "2010"), (1, 0))
        self.assertEqual(self.file_it(*votes, "--year", "2024"), (1, 0))
        claims = self.claims()
        self.check_quotes(claims)
        self.assertEqual([(c["kind"], c["modality"], c["when"]["start"]) for c in claims],
                         [("oppose", "assessed", "2010"), ("support", "assessed", "2024")])
        self.assertEqual(self.file_it("votes", "changes", "--votes", "votes.csv", "--pair", "Middleton,Sudmark"), (1, 0))
        _, err = self.run_it("votes", "agreement", "--votes", "votes.csv", "--ledger", LEDGER, status=2)
        self.assertIn("all pairs are too many to file", err)


if __name__ == "__main__":
    unittest.main()
