"""Who is blocked through ownership: stories, the vectors, hostile registers, public BODS fixtures.

Usage: owners_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import importlib.util
import json
import pathlib
import time
import unittest

from harness import SOURCE, Base
from stories import check_stories

VECTORS = SOURCE.parent / "shared" / "data" / "ownership-vectors" / "vectors.json"
ZALA = SOURCE.parent / "shared" / "data" / "ftm-entities-sample" / "zala" / "entities.ftm.json.gz"
BODS = importlib.util.find_spec("bods_fixtures")


class Owners(Base):
    def owners(self, *words, status=0):
        return json.loads(self.run_it("owners", "--json", *words, status=status)[0])

    def test_stories(self):
        check_stories(self, SOURCE / "tests" / "cases" / "owners")

    @unittest.skipUnless(VECTORS.exists(), f"skipped: {VECTORS} is not there")
    def test_vectors(self):
        for case in json.loads(VECTORS.read_text()):
            rows = [f"{e['owner']},{e['entity']},{e['percent']}" for e in case["edges"]]
            table = self.write("v.csv", "\n".join(["owner,entity,percent", *rows]) + "\n")
            answer = self.owners(table, "--listed", ",".join(case["listed"]))
            expected = case["expected"]
            with self.subTest(case["name"]):
                self.assertEqual(answer["blocked"], expected["ofac50_blocked"])
                self.assertEqual(answer["control"], expected["control_over50"])
                self.assertEqual(answer["integrated"], expected["integrated_ownership"])
                self.assertEqual(answer["possibly_blocked"], [])

    def test_the_answer_has_its_six_parts_and_reasons_suffice(self):
        table = self.write("r.csv", "owner,entity,percent\nX,A,50\nA,B,30\nX,B,20\nX,C,10\n")
        answer = self.owners(table, "--listed", "X", "--date", "2024-06-01")
        self.assertEqual(list(answer), ["blocked", "control", "flags", "integrated",
                                        "possibly_blocked", "why"])
        self.assertEqual(answer["blocked"], ["A", "B"])
        self.assertEqual([(s["owner"], s["entity"], s["percent"], s["place"])
                          for s in answer["why"]["B"]],
                         [("X", "A", 50, "r.csv:2"), ("A", "B", 30, "r.csv:3"),
                          ("X", "B", 20, "r.csv:4")])

    def test_a_star_and_a_chain_end_soon(self):
        star = "".join(f"s{i},hub,0.0001\n" for i in range(300000))
        chain = "".join(f"c{i},c{i + 1},51\n" for i in range(100000))
        table = self.write("big.csv", "owner,entity,percent\n" + star + chain)
        begin = time.process_time_ns(), time.monotonic()
        answer = self.owners(table, "--listed", "c0", "--date", "2024-06-01")
        self.assertLess(time.monotonic() - begin[1], 60)
        self.assertEqual(len(answer["blocked"]), 100000)
        self.assertTrue(any(f.startswith("large register") for f in answer["flags"]))
        self.assertEqual(list(answer["control"]), ["c0"])

    @unittest.skipUnless(ZALA.exists(), f"skipped: {ZALA} is not there")
    def test_a_network_of_real_records(self):
        owner, company = "NK-aU5ybkbRFJucf8YMwsJvDw", "NK-abdzbEBkqyT29GyREbiURZ"
        answer = self.owners(ZALA, "--listed", owner, "--date", "2020-01-01")
        self.assertIn(company, answer["blocked"])
        # The register tells stakes of 48, 49, 50 and 51 % of one company at a time.
        self.assertTrue(any(f.startswith("over 100") for f in answer["flags"]))
        before = self.owners(ZALA, "--listed", owner, "--date", "2014-01-01")
        self.assertNotIn(company, before["blocked"])

    @unittest.skipUnless(BODS, "skipped: the package bods-v04-fixtures is not installed")
    def test_public_bods_fixtures(self):
        folder = pathlib.Path(BODS.origin).parent / "data"
        files = sorted(folder.rglob("*.json"))
        self.assertTrue(files)
        for path in files:
            statements = json.loads(path.read_text())
            told = [s["recordDetails"] for s in statements if s["recordType"] == "relationship"]
            parties = {d["interestedParty"] for d in told if isinstance(d["interestedParty"], str)}
            out, err = self.run_it("owners", path, "--json", "--date", "2026-05-01", "--listed",
                                   ",".join(sorted(parties)) or "nobody",
                                   status=0 if parties else 1)
            answer = json.loads(out)
            with self.subTest(path.name):
                self.assertNotIn("error", err)
                for d in told:
                    if isinstance(d["interestedParty"], dict):
                        self.assertTrue(any(d["interestedParty"]["reason"] in f
                                            for f in answer["flags"]))
                        continue
                    exact = d["interests"][0]["share"]["exact"]
                    share = answer["integrated"][d["interestedParty"]][d["subject"]]
                    self.assertEqual(share, exact / 100)
                    self.assertIn(d["subject"], answer["blocked"] + sorted(parties))


if __name__ == "__main__":
    unittest.main()
