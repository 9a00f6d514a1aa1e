#!/usr/bin/env python3
"""Lists through the program: editions, what changed, deltas, export.

    lists_test.py ENTENTE SOURCE_FOLDER
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ENTENTE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
FIXTURES = SOURCE / "tests" / "lists"


class Lists(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_it(self, *arguments, status=0):
        done = subprocess.run([ENTENTE, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder,
                              stdin=subprocess.DEVNULL, env={"ENTENTE_LEDGER": str(self.folder / "l.db")}, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def test_the_page_of_formats_is_what_the_registry_says(self):
        page, _ = self.run_it("lists", "formats", "--markdown")
        self.assertEqual(page, (SOURCE / "docs" / "formats" / "lists.md").read_text(encoding="utf-8"))
        formats = json.loads(self.run_it("lists", "formats", "--json")[0])["formats"]
        self.assertGreaterEqual(len(formats), 15)

    def test_a_newer_edition_says_what_it_changed(self):
        self.run_it("add", "--list", "demo", FIXTURES / "entities.ftm.json")
        out, _ = self.run_it("add", "--jsonl", "--list", "demo", FIXTURES / "changes.delta.json")
        record = json.loads(out)
        self.assertEqual(record["changes"], {"added": 1, "changed": 1, "removed": 1})
        self.assertEqual(record["edition"], "2024-06-01")
        editions = json.loads(self.run_it("lists", "--json")[0])["editions"]
        self.assertEqual([(e["edition"], e["latest"], e["entities"]) for e in editions],
                         [("2024-05-27", False, 3), ("2024-06-01", True, 3)])
        diff = json.loads(self.run_it("lists", "diff", "demo", "--json")[0])
        self.assertEqual([(c["change"], c["id"]) for c in diff["changes"]],
                         [("changed", "ex-2"), ("added", "ex-4"), ("removed", "ex-3")])
        self.assertIn({"property": "birthDate", "value": "1962", "place": "changes.delta.json:1"},
                      diff["changes"][0]["added"])
        back, _ = self.run_it("lists", "diff", "demo", "2024-06-01", "2024-05-27", "--plain")
        self.assertIn("added\tex-3", back)
        self.run_it("lists", "diff", "demo", "r1", "r1", status=1)
        self.assertIn("did you mean demo", self.run_it("lists", "diff", "deno", status=1)[1])
        self.assertIn("ex-3 (Ownership, demo, edition 2024-05-27), no longer listed in 2024-06-01",
                      self.run_it("show", "ex-3")[0], "what was removed stays findable")
        self.assertEqual(len(self.run_it("export", "--format", "ftm", "--revision", "1")[0].splitlines()), 3)
        self.run_it("verify")

    def test_a_delta_that_is_written_makes_the_newer_edition_again(self):
        self.run_it("add", "--list", "demo", FIXTURES / "entities.ftm.json")
        self.run_it("add", "--list", "demo", FIXTURES / "changes.delta.json")
        out, _ = self.run_it("lists", "diff", "demo", "--delta")
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([(r["op"], r["entity"]["id"]) for r in rows],
                         [("MOD", "ex-2"), ("ADD", "ex-4"), ("DEL", "ex-3")])
        self.assertEqual(rows[2]["entity"], {"id": "ex-3"})
        delta = self.folder / "written.delta.json"
        delta.write_text(out, encoding="utf-8")

        def entities(ledger):
            out, _ = self.run_it("export", "--format", "ftm", "--ledger", ledger)
            return sorted((e["id"], e["schema"], e["caption"], json.dumps(e["properties"], sort_keys=True))
                          for e in map(json.loads, out.splitlines()))

        other = self.folder / "other.db"
        self.run_it("add", "--list", "demo", "--ledger", other, FIXTURES / "entities.ftm.json")
        self.run_it("add", "--list", "demo", "--ledger", other, delta)
        self.assertEqual(entities(other), entities(self.folder / "l.db"))

    def test_a_delta_of_no_list_and_two_files(self):
        self.assertIn("--list", self.run_it("add", FIXTURES / "changes.delta.json", status=3)[1])
        out, _ = self.run_it("lists", "diff", FIXTURES / "sdn.xml", FIXTURES / "sdn.xml", status=1)
        self.assertIn("2 the same", out)

    def test_export_and_add_again_loses_nothing(self):
        original = FIXTURES / "entities.ftm.json"
        out, _ = self.run_it("export", "--format", "ftm", original)
        again = self.folder / "again.ftm.json"
        again.write_text(out, encoding="utf-8")
        self.assertEqual(self.run_it("export", "--format", "ftm", again)[0], out)
        for before, after in zip(original.read_text(encoding="utf-8").splitlines(), out.splitlines()):
            before, after = json.loads(before), json.loads(after)
            for name, values in before["properties"].items():
                self.assertEqual(list(map(str, values)), after["properties"][name])
            for key in ("id", "schema", "first_seen", "last_seen", "last_change", "target"):
                self.assertEqual(before.get(key), after.get(key))
        self.run_it("add", "--list", "demo", original)
        ledger = [json.loads(line) for line in self.run_it("export", "--format", "ftm")[0].splitlines()]
        self.assertEqual([e["properties"] for e in ledger], [json.loads(line)["properties"] for line in out.splitlines()])
        self.assertEqual([e.get("referents") for e in ledger], [["xx-77"], [], []])
        rows = self.run_it("export", "--format", "statements", original)[0].splitlines()
        self.assertTrue(rows[0].startswith("canonical_id,entity_id,prop,prop_type,schema,value,dataset"))

    def test_a_cut_list_in_part(self):
        cut = self.folder / "cut.ftm.json"
        cut.write_bytes((FIXTURES / "entities.ftm.json").read_bytes()[:-40])
        self.assertEqual(self.run_it("export", "--format", "ftm", cut, status=3)[0], "")
        out, problems = self.run_it("export", "--format", "ftm", "--partial", cut, status=3)
        self.assertEqual(len(out.splitlines()), 2)
        self.assertIn("E-TRUNCATED", problems)

    def test_a_damaged_list_is_added_in_part_only_when_asked_for(self):
        whole = (FIXTURES / "entities.ftm.json").read_bytes()
        cut = self.folder / "cut.ftm.json"
        cut.write_bytes(whole[:-40])
        self.assertIn("E-TRUNCATED", self.run_it("add", "--list", "demo", cut, status=3)[1])
        out, problems = self.run_it("add", "--list", "demo", "--partial", "--jsonl", cut, status=3)
        self.assertEqual(json.loads(out)["entities"], 2)
        self.assertIn("E-TRUNCATED", problems)
        self.assertIn("kept the 2 entities before the damage", problems)
        # A broken row in the middle, after a whole edition: what the file does not tell stays.
        self.run_it("add", "--list", "demo", FIXTURES / "entities.ftm.json")
        rows = whole.splitlines(keepends=True)
        cut.write_bytes(rows[0].replace(b"Taesong", b"Daesong") + b'{"id": 7}\n' + rows[1])
        _, problems = self.run_it("add", "--list", "demo", "--partial", cut, status=3)
        self.assertIn("which stays as in the edition before", problems)
        names = self.run_it("export", "--format", "ftm")[0]
        self.assertEqual(len(names.splitlines()), 3)
        # Damage in the first row leaves nothing to keep.
        cut.write_bytes(rows[0][:-30])
        self.run_it("add", "--list", "demo", "--partial", cut, status=3)
        self.assertEqual(len(self.run_it("export", "--format", "ftm")[0].splitlines()), 3)
        self.run_it("verify")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
