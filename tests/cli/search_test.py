"""Full-text search as a reader of many scripts meets it.

Usage: search_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest

from harness import Base

TEXTS = {
    "one": "North Korea shipped missiles to Russia through the port of Rason in May 2024.",
    "two": "The port of Rason was quiet. " + "Nothing moved. " * 40,
    "ko": "북한군이 러시아에 도착했다고 국정원이 밝혔다.",
    "ru": "Пхеньян отправил снаряды. Зелёный поезд ушёл.",
    "ar": "أرسلت إيران طائرات مسيّرة إلى روسيا",
    "fr": "Le Président a reçu une délégation de Téhéran.",
}


class Search(Base):
    def setUp(self):
        super().setUp()
        for name, text in TEXTS.items():
            self.write(f"texts/{name}.txt", text + "\n")
            self.write(f"texts/{name}.meta.json", json.dumps(
                {"publisher": "Daily " + name, "published": "2024-0%d-01" % (1 + len(name))}))
        self.run_it("add", self.folder / "texts")

    def found(self, *words, status=0):
        out, _ = self.run_it("search", *words, "--jsonl", status=status)
        return [json.loads(line) for line in out.splitlines()]

    def names(self, *words):
        return [hit["document"]["path"].split("/")[-1][:-4]
                for hit in self.found(*words, status=None)]

    def test_every_script_is_folded(self):
        for words, name in (("MISSILES rason", "one"), ("북한", "ko"), ("러시아 도착", "ko"),
                            ("зеленый", "ru"), ("СНАРЯДЫ", "ru"), ("ايران", "ar"), ("مسيرة", "ar"),
                            ("president", "fr"), ("Teheran DÉLÉGATION", "fr")):
            self.assertEqual(self.names(words), [name], words)
        self.assertEqual(self.names("Rason"), ["one", "two"], "the shorter text first")
        self.assertEqual(self.names("Rason", "nothing"), ["two"])
        self.assertEqual(self.names("Pyongyang"), [])
        self.found("Pyongyang", status=1)

    def test_snippets_and_claims(self):
        hit = self.found("missiles", "rason")[0]
        self.assertIn("missiles", hit["words"])
        self.assertIn("Rason", hit["snippet"])
        self.assertIn("missiles", hit["claims"][0]["quote"])
        self.run_it("judge", "reject", hit["claims"][0]["id"], "--why", "w", "--who", "me")
        self.assertNotIn(hit["claims"][0]["id"], [c["id"] for c in self.found("missiles")[0]["claims"]])
        text, _ = self.run_it("search", "missiles")
        self.assertIn("port of Rason", text)

    def test_filters_and_times(self):
        self.assertEqual(self.names("Rason", "--kind", "transfer"), ["one"])
        self.assertEqual(self.names("Rason", "--source", "daily TWO"), ["two"])
        self.assertEqual(self.names("Rason", "--limit", "1"), ["one"])
        self.assertEqual(self.names("Rason", "--since", "2024-05"), [])
        self.assertEqual(self.names("Rason", "--until", "2024-04-01"), ["one", "two"])
        self.assertEqual(self.names("Rason", "--known-by", "2001"), [])
        first = self.found("Rason")[0]["revision"]
        self.assertEqual(self.names("Rason", "--revision", first), ["one"])

    def test_wrong_words(self):
        self.assertIn("no word", self.run_it("search", " - ", status=2)[1])
        self.assertIn("did you mean transfer?",
                      self.run_it("search", "x", "--kind", "transfr", status=2)[1])
        for hostile in ('"', "NEAR(a b)", "a AND OR", "text:*", "'; DROP TABLE words; --", "*"):
            self.run_it("search", hostile, status=None)
        self.run_it("verify")


if __name__ == "__main__":
    unittest.main()
