"""Does what docs/how-to/add-a-predicate.md says in a copy of data/: one row more, and the claim of its
case appears; without the row there is none. The same for a weapon system.

Usage: add_a_predicate_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import shutil
import unittest

from harness import SOURCE, Base

# The words are invented, so that no row has them yet.
PREDICATE = "zorble\tv\ttransfer\tC=to,at,in\n"
BESIDE = "offload\tv\ttransfer"  # the row that the how-to shows, in the section of its kind
VERB_CASE = "North Korea zorbled 200 shells to Russia in 2024.\n"
WEAPON = "Zorblat-7\tZorblat\tmissiles\tir\n"
WEAPON_CASE = "Iran sent Zorblats to Russia in May 2024.\n"


class AddARow(Base):
    def setUp(self):
        super().setUp()
        self.home = self.folder / "home"
        shutil.copytree(SOURCE / "data", self.home / "data")
        (self.home / "models").symlink_to(SOURCE / "models")

    def add_row(self, table, row, below):
        path = self.home / "data" / table
        lines = path.read_text().splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if line.startswith(below)) + 1
        path.write_text("".join(lines[:at] + [row] + lines[at:]))

    def read(self, text):
        """Its transfers."""
        out = self.claims("read", "--home", self.home, self.write("case.txt", text), status=None)
        return [c for c in out if c["kind"] == "transfer"]

    def test_a_verb(self):
        self.assertEqual(self.read(VERB_CASE), [])
        self.add_row("predicates.tsv", PREDICATE, below=BESIDE)
        (claim,) = self.read(VERB_CASE)
        self.assertEqual([(m["text"], m["state"]) for m in claim["subject"]], [("North Korea", "kp")])
        self.assertEqual([(m["text"], m["state"]) for m in claim["counterpart"]], [("Russia", "ru")])
        self.assertEqual([m["text"] for m in claim["object"]], ["shells"])
        self.assertEqual((claim["modality"], claim["polarity"]), ("stated", "positive"))

    def test_a_weapon_system(self):
        self.assertEqual(self.read(WEAPON_CASE), [])
        self.add_row("weapons.tsv", WEAPON, below="canonical\t")
        (claim,) = self.read(WEAPON_CASE)
        (thing,) = claim["object"]
        self.assertEqual((thing["text"], thing["goods"]), ("Zorblats", ["missiles"]))

    def test_the_how_to_shows_a_row_that_is_in_the_table(self):
        shown = (SOURCE / "docs/how-to/add-a-predicate.md").read_text()
        row = next(line for line in (SOURCE / "data/predicates.tsv").read_text().splitlines()
                   if line.startswith(BESIDE))
        self.assertIn(row, shown)


if __name__ == "__main__":
    unittest.main()
