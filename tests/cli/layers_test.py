"""Each layer of the reader as its own output: one object a line, every span the text at its offsets.

Usage: layers_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest

from harness import Base

TEXT = (
    "North Korea shipped at least 148 ballistic missiles to Russia by the end of 2024, according to "
    "Ukrainian intelligence.\n\n"
    "Moscow denied that it had sent technology to Pyongyang. “We never did,” a spokesman said. "
    "Russia will send S-400 systems in March 2026.\n"
)


def spans(value):
    """Every object with a span, however deep."""
    if isinstance(value, dict):
        if "start" in value and isinstance(value["start"], int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


class Layers(Base):
    def layer(self, *flags, status=0):
        path = self.write("text.txt", TEXT)
        out, _ = self.run_it("read", *flags, path, "--published", "2025-07-14", status=status)
        rows = [json.loads(line) for line in out.splitlines()]
        for row in rows:
            self.assertEqual(row["document"]["path"], str(path))
            for span in spans(row):
                self.assertEqual(TEXT[span["start"]:span["end"]], span["text"])
        return rows

    def test_attributions(self):
        found = {(r.get("source", {}).get("text"), r["cue"]["text"]): r for r in self.layer("--attributions")}
        self.assertIn(("Ukrainian intelligence", "according to"), found)
        denial = found["Moscow", "denied"]
        self.assertEqual(denial["source"]["state"], "ru")
        self.assertEqual([c["text"] for c in denial["content"]],
                         ["that it had sent technology to Pyongyang."])
        self.assertEqual(found["a spokesman", "said"]["content"][0]["text"], "“We never did,”")

    def test_quantities(self):
        (one,) = self.layer("--quantities")
        self.assertEqual((one["text"], one["low"], one["of"]), ("at least 148", 148, "ballistic missiles"))
        self.assertNotIn("high", one)

    def test_dates(self):
        by, during = self.layer("--dates")
        self.assertEqual((by["value"], by["interval"]), ("2024-12-31", {"end": "2024-12-31"}))
        self.assertEqual((during["value"], during["interval"]), ("2026-03", {"start": "2026-03", "end": "2026-03"}))

    def test_entities(self):
        found = {(r["text"], r["type"], r["state"]) for r in self.layer("--entities")}
        self.assertLessEqual({("North Korea", "state", "kp"), ("Ukrainian", "nationality", "ua"),
                              ("Moscow", "state", "ru"), ("S-400 systems", "weapon", "ru")}, found)

    def test_factuality(self):
        found = {r["text"]: r for r in self.layer("--factuality")}
        self.assertGreater(found["shipped"]["value"], 0)
        self.assertLess(found["did"]["value"], 0)
        self.assertEqual(found["did"]["polarity"], "negative")
        self.assertEqual(found["send"]["ground"], "future")

    def test_plover(self):
        sent, denied, ahead = self.layer("--format", "plover")
        self.assertEqual((sent["type"], sent["mode"], sent["cameo"]), ("AID", "military", "07"))
        self.assertEqual([a["code"] for a in sent["source"] + sent["target"]], ["PRK", "RUS"])
        self.assertEqual((denied["type"], ahead["type"]), ("REJECT", "AGREE"))

    def test_a_format_is_one_of_the_input_or_of_the_answer(self):
        events = self.layer("--format", "plover", "--format", "plain")
        self.assertEqual(events, self.layer("--format", "plain", "--format", "plover"))
        claims = self.layer("--format", "jsonl")
        self.assertEqual(claims, self.layer("--jsonl"))
        self.assertEqual([c["id"] for c in claims], [e["id"] for e in events])
        self.assertIn("E-BAD-ARGUMENT", self.run_it("read", "--format", "plovr", self.report, status=2)[1])
        self.assertIn("E-BAD-ARGUMENT", self.run_it("parse", "--format", "plover", self.report, status=2)[1])

    def test_one_layer_at_a_time(self):
        self.assertIn("at a time", self.run_it("read", "--dates", "--entities", self.report, status=2)[1])

    def test_json_wraps_the_lines(self):
        path = self.write("text.txt", TEXT)
        whole = json.loads(self.run_it("read", "--json", "--quantities", path)[0])
        self.assertEqual(whole["schema"], "entente.quantities.v1")
        self.assertEqual(len(whole["quantities"]), 1)

    def test_nothing_found_is_status_1(self):
        path = self.write("plain.txt", "The talks went on quietly in the old house.\n")
        self.run_it("read", "--quantities", path, status=1)


if __name__ == "__main__":
    unittest.main()
