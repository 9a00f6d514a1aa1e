"""`entente read --explain` and `--misses`: why each claim came out as it did, and what gave none.

Usage: explain_reading_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest

from harness import SOURCE, Base

DENIED = "Moscow denied that it had sent missiles to Pyongyang. Iran may sell drones to Russia.\n"
MISSED = "Mr. Smith said the visit by Iran was about oil. Russia and Iran did nothing about the oil supply.\n"


class ExplainReading(Base):
    def lines(self, *words, status=0):
        out, _ = self.run_it("read", "--home", SOURCE, *words, "--jsonl", status=status)
        return [json.loads(line) for line in out.splitlines()]

    def lexicon_row(self, told):
        """The line of the table that "data/predicates.tsv:N: …" names, as cells."""
        place, number, _ = told.split(":", 2)
        return (SOURCE / place).read_text().splitlines()[int(number) - 1].split("\t")

    def test_the_claims_are_those_of_a_plain_read(self):
        for reader in ("fast", "accurate"):
            if reader == "accurate" and not (SOURCE / "models/encoder-en.bin").exists():
                continue
            flags = [self.report, self.other, "--reader", reader]
            self.assertEqual([r["claim"] for r in self.lines("--explain", *flags)], self.lines(*flags), reader)

    def test_each_claim_has_its_tree_row_and_reasons(self):
        records = self.lines("--explain", self.report)
        self.assertGreater(len(records), 1)
        for record in records:
            quote = " ".join(record["claim"]["quote"]["text"].split())
            self.assertIn(quote, record["sentence"])
            cells = self.lexicon_row(record["lexicon"])
            self.assertEqual(cells[2], record["claim"]["kind"])
            tokens = [line.split("\t") for line in record["tree"].strip().split("\n")]
            self.assertEqual([t[0] for t in tokens], [str(i + 1) for i in range(len(tokens))])
            self.assertEqual(sum(t[5] == "0" for t in tokens), 1, record["tree"])
            fired = tokens[int(record["lexicon"].rsplit(" ", 1)[1]) - 1]
            self.assertEqual(fired[2].lower(), cells[0].split(" ")[0])
            self.assertIn(record["claim"]["modality"], record["modality"][0])
            self.assertIn(record["claim"]["polarity"], record["modality"][0])
        self.assertIn("Ukrainian intelligence", records[0]["attribution"][0])
        self.assertIn("according", records[0]["attribution"][0])

    def test_reasons_name_what_made_it_so(self):
        records = self.lines("--explain", self.write("denied.txt", DENIED))
        told = {r["claim"]["modality"]: "\n".join(r["modality"]) for r in records}
        self.assertIn("a word of denial", told["denied"])
        self.assertIn("can, could, may or might", told["possible"])

    def test_for_people(self):
        out, err = self.run_it("read", "--home", SOURCE, "--explain", self.report)
        for word in ("transfer  North Korea [kp] → Russia [ru]", "lexicon   data/predicates.tsv:", "\n  tree\n"):
            self.assertIn(word, out)
        self.assertEqual(err, "")

    def test_misses_are_sentences_without_a_claim(self):
        path = self.write("missed.txt", MISSED + "\nNorth Korea shipped shells to Russia.\n")
        quotes = [c["quote"]["text"] for c in self.lines(path)]
        misses = self.lines("--misses", path)
        self.assertEqual([m["sentence"] for m in misses], ["Russia and Iran did nothing about the oil supply."])
        self.assertFalse([q for q in quotes if q in misses[0]["sentence"]])
        self.assertGreaterEqual(len(misses[0]["actors"]), 2)
        self.assertIn("data/predicates.tsv:", misses[0]["predicates"][0])
        _, err = self.run_it("read", "--home", SOURCE, "--misses", self.other, status=1)
        self.assertIn("none missed", err)

    def test_offsets_of_a_long_document_are_the_document_s(self):
        text = "The weather was fine in the valley.\n\n" * 8000 + "Iran sold hundreds of drones to Russia.\n"
        (record,) = self.lines("--explain", self.write("long.txt", text))
        quote = record["claim"]["quote"]
        self.assertEqual(text[quote["start"]:quote["end"]], quote["text"])

    def test_wrong_use(self):
        for words in (["--explain", "--misses"], ["--explain", "--dates"],
                      ["--misses", "--extractor", "llm", "--endpoint", "http://127.0.0.1:1", "--model", "m"]):
            self.run_it("read", self.report, *words, status=2)
        self.run_it("read", "--home", SOURCE, "--explain", "missing.txt", status=3)


if __name__ == "__main__":
    unittest.main()
