"""A ledger moved as an archive: whole, in part, twice, merged; and archives that lie.

Usage: archive_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import os
import shutil
import unittest

from harness import SOURCE, Base


class Archive(Base):
    def setUp(self):
        super().setUp()
        self.run_it("add", SOURCE / "examples/lists/ofac-sdn/sdn.csv", self.report, "--publisher", "Daily")
        self.run_it("add", self.other, "--published", "2023-06-01")
        claim = self.claims("claims")[0]["id"]
        self.run_it("judge", "regrade", "Daily", "B", "--why", "known", "--who", "Lee")
        self.run_it("judge", "reject", claim, "--why", "misprint", "--who", "Lee")
        self.run_it("undo", "5", "--why", "none", "--who", "Kim")
        self.archive = self.folder / "archive"

    def moved(self, *words, status=0):
        out, _ = self.run_it(*words, "--json", status=status)
        return json.loads(out)

    def content(self, ledger):
        out, _ = self.run_it("judgements", "--json", "--ledger", ledger, status=None)
        judged = [(j["id"], j["kind"], j["who"], j["added"], j["holds"])
                  for j in json.loads(out)["judgements"]]
        return sorted(map(json.dumps, self.claims("claims", "--ledger", ledger, status=None))), judged

    def test_whole_and_back(self):
        done = self.moved("export", self.archive)
        self.assertEqual((done["documents"], done["lists"], done["judgements"]), (2, 1, 3))
        copy = self.folder / "copy.db"
        first = self.moved("import", self.archive, "--ledger", copy)
        self.assertEqual({k: first[k] for k in first if k != "there"},
                         {k: done[k] for k in done if k != "there"})
        self.assertEqual(self.content(copy), self.content(self.ledger))
        again = self.moved("import", self.archive, "--ledger", copy)
        self.assertEqual((again["documents"], again["lists"], again["judgements"], again["there"]),
                         (0, 0, 0, 6))
        self.run_it("verify", "--ledger", copy)
        second = self.folder / "second"
        self.run_it("export", second, "--ledger", copy)

        def records(folder):
            lines = [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]
            return [{k: r[k] for k in r if k != "added"} for r in lines]
        self.assertEqual(records(second), records(self.archive))

    def test_two_ledgers_merge(self):
        mine, theirs = self.folder / "mine.db", self.folder / "theirs.db"
        self.run_it("add", self.report, "--ledger", mine)
        self.run_it("add", self.report, self.other, "--ledger", theirs)
        self.run_it("export", self.archive, "--ledger", theirs)
        done = self.moved("import", self.archive, "--ledger", mine)
        self.assertEqual((done["documents"], done["there"]), (1, 1))
        self.assertEqual(self.content(mine), self.content(theirs))

    def test_a_part(self):
        done = self.moved("export", self.archive, "--actor", "by")
        self.assertEqual((done["documents"], done["lists"], done["judgements"]), (1, 0, 0))
        self.assertEqual(self.moved("export", self.folder / "b", "--source", "DAILY")["documents"], 1)
        self.assertEqual(self.moved("export", self.folder / "c", "--since", "2023-06")["documents"], 1)
        self.run_it("export", self.folder / "d", "--until", "2001", status=1)
        self.assertEqual(self.moved("export", self.folder / "e", "--revision", "2")["documents"], 1)
        self.assertIn("already", self.run_it("export", self.archive, status=2)[1])

    def damaged(self, change):
        """What import says of an archive after `change(records, folder)`; the rest of it is added."""
        if not self.archive.exists():
            self.run_it("export", self.archive)
        folder = self.folder / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.archive, folder)
        lines = (folder / "records.jsonl").read_text().splitlines()
        records = [json.loads(line) for line in lines]
        change(records, folder)
        (folder / "records.jsonl").write_text("".join(
            (r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records))
        ledger = self.folder / "target.db"
        for old in self.folder.glob("target.db*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        _, err = self.run_it("import", folder, "--ledger", ledger, status=3)
        self.run_it("verify", "--ledger", ledger)
        return err

    def test_hostile_archives_are_refused(self):
        def document(records):
            return next(r["document"] for r in records if "document" in r)

        def change(what):
            return lambda records, _: what(document(records))
        for what, message in (
                (lambda d: d.update(id="../../../../etc/passwd"), "no SHA-256"),
                (lambda d: d.update(id="a" * 64), "id of a claim"),
                (lambda d: d.update(text=d["text"].replace("missiles", "missives")), "text at its"),
                (lambda d: d["claims"][0].update(kind="trade"), "id of a claim"),
                (lambda d: d["claims"][0]["quote"].update(start=10**9, end=10**9 + 5), "id of a claim"),
                (lambda d: d.update(blocks="paragraph 0 999999999 0;"), "outside the text"),
                (lambda d: d.pop("text"), "text")):
            self.assertIn(message, self.damaged(change(what)))

        def swap(records, folder):
            path = folder / "originals" / document(records)["id"][:2] / document(records)["id"]
            path.write_bytes(b"something else")

        def link(records, folder):
            path = folder / "originals" / document(records)["id"][:2] / document(records)["id"]
            path.unlink()
            os.symlink("/etc/passwd", path)
        for change_files in (swap, link):
            self.assertIn("does not match its hash", self.damaged(change_files))
        def lose(records, folder):
            (folder / "originals" / document(records)["id"][:2] / document(records)["id"]).unlink()
        self.assertIn("E-NOT-FOUND", self.damaged(lose))
        self.assertIn("not what its id says", self.damaged(
            lambda rs, _: next(r["judgement"] for r in rs if "judgement" in r).update(who="Kim")))
        for line in ("", "{", "[]", "[" * 100000, "null", '{"document":7}', '{"list":{},"document":{}}',
                     "\x00", '{"judgement":' + "9" * 400 + "}"):
            self.assertIn("records.jsonl:1", self.damaged(lambda rs, _, line=line: rs.insert(0, line)))
        self.assertIn("no archive", self.run_it("import", self.folder / "none", status=1)[1])


if __name__ == "__main__":
    unittest.main()
