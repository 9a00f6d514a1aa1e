"""What others script against: claims by their schema, CoNLL-U in and out, the same bytes every time.

Usage: contracts_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
Parts that need data which may not be shipped look for it in ../shared and are skipped without it.
"""
import gzip
import json
import os
import shutil
import unittest

from harness import OTHER, REPORT, SOURCE, Base

SCHEMA = SOURCE / "docs" / "formats" / "claim.schema.json"
EXAMPLES = SOURCE / "examples" / "reports"
SHARED = SOURCE.parent / "shared"
CLAIMS_DEV = SHARED / "data" / "claims-dev"
STORIES = SHARED / "data" / "voa-public-domain" / "voa_stories.jsonl"
TREEBANK = SHARED / "data" / "ud-ewt" / "en_ewt-ud-dev.conllu.gz"


def needs(path):
    return unittest.skipUnless(path.exists(), f"{path} is not there")


class Validator:
    """The part of JSON Schema that the claim's schema uses; any other keyword is an error."""

    TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
             "number": (int, float)}
    CHECKED = {"type", "required", "properties", "additionalProperties", "items", "minItems", "enum",
               "minimum", "maximum", "allOf", "$ref"}
    SILENT = {"$schema", "$defs", "title", "description"}

    def __init__(self, schema):
        self.root = schema

    def errors(self, value, schema=None, at="$"):
        schema = self.root if schema is None else schema
        unknown = set(schema) - self.CHECKED - self.SILENT
        if unknown:
            raise ValueError(f"keywords not understood: {unknown}")
        if "$ref" in schema:
            yield from self.errors(value, self.root["$defs"][schema["$ref"].split("/")[-1]], at)
        for part in schema.get("allOf", ()):
            yield from self.errors(value, part, at)
        wanted = schema.get("type")
        if wanted and (not isinstance(value, self.TYPES[wanted])
                       or isinstance(value, bool) and wanted != "boolean"):
            yield f"{at}: no {wanted}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at}: {value!r} is none of the words"
        if isinstance(value, (int, float)):
            if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
                yield f"{at}: {value} out of bounds"
        if isinstance(value, dict):
            yield from self.errors_of_object(value, schema, at)
        elif isinstance(value, list):
            if len(value) < schema.get("minItems", 0):
                yield f"{at}: too few"
            for n, item in enumerate(value):
                yield from self.errors(item, schema.get("items", {}), f"{at}[{n}]")

    def errors_of_object(self, value, schema, at):
        properties = schema.get("properties", {})
        yield from (f"{at}: lacks {key}" for key in schema.get("required", ()) if key not in value)
        for key, item in value.items():
            if key in properties:
                yield from self.errors(item, properties[key], f"{at}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {key} is not in the schema"


def spans_of(value):
    if isinstance(value, dict):
        if "start" in value and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from spans_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans_of(item)


def token_lines(conllu):
    """Comments, ids and forms: what a parser of given tokens may not touch."""
    return ["\t".join(line.split("\t")[:2]) for line in conllu.splitlines()]


class Claims(Base):
    def inputs(self):
        return [EXAMPLES] + [CLAIMS_DEV] * CLAIMS_DEV.exists()

    def test_the_validator_finds_faults(self):
        check = Validator(json.loads(SCHEMA.read_text()))
        good = self.claims("read", self.report)[0]
        self.assertEqual(list(check.errors(good)), [])
        for fault in ({"kind": "give"}, {"subject": []}, {"id": 7}, {"extra": 1}, {"certainty": 1.5},
                      {"quote": {}}, {"quote": {"text": "x", "start": -1}},
                      {"object": [{"text": "x", "goods": ["gold"]}]}, {"attribution": [{"cue": 1}]}):
            self.assertTrue(list(check.errors({**good, **fault})), fault)
        self.assertTrue(list(check.errors({k: v for k, v in good.items() if k != "polarity"})))

    @needs(SHARED / "claim.schema.json")
    def test_the_schema_is_the_shared_one(self):
        shared = SHARED / "claim.schema.json"
        self.assertEqual(json.loads(SCHEMA.read_text()), json.loads(shared.read_text()))

    def test_each_line_is_a_claim_by_the_schema(self):
        check = Validator(json.loads(SCHEMA.read_text()))
        out, _ = self.run_it("read", "--jsonl", *self.inputs())
        self.assertGreater(len(out.splitlines()), 100)
        for line in out.splitlines():
            self.assertEqual(list(check.errors(json.loads(line))), [], line)

    def test_claims_come_in_text_order_and_every_span_is_the_text(self):
        self.run_it("add", *self.inputs())
        texts, last = {}, {}
        for claim in self.claims("read", *self.inputs()):
            document = claim["document"]["id"]
            if document not in texts:
                texts[document] = json.loads(self.run_it("show", "--json", document)[0])["text"]
            start = claim["quote"]["start"]
            self.assertLessEqual(last.get(document, 0), start)
            last[document] = start
            for span in spans_of(claim):
                self.assertEqual(texts[document][span["start"]:span["end"]], span["text"])
        self.assertGreaterEqual(len(texts), 8)

    def test_facts_about_a_document(self):
        page = self.write("page.html", '<html><head><title>Inside</title><meta property="og:site_name"'
                          ' content="Herald"></head><body><p>' + OTHER * 5 + "</p></body></html>")
        self.assertEqual(self.claims("read", page)[0]["document"]["publisher"], "Herald")
        facts = {"url": "https://example.org/1", "title": "Beside", "publisher": "Gazette",
                 "published": "2024-11-02"}
        self.write("page.meta.json", json.dumps(facts))
        document = self.claims("read", page)[0]["document"]
        self.assertEqual({k: document[k] for k in facts}, facts)
        flags = ["--published", "2023-05", "--title", "Flag", "--publisher", "F", "--url", "u:f"]
        document = self.claims("read", page, *flags)[0]["document"]
        self.assertEqual([document[k] for k in ("published", "title", "publisher", "url")],
                         ["2023-05", "Flag", "F", "u:f"])

    def test_relative_dates_count_from_the_date_published(self):
        text = self.write("when.txt", "North Korea shipped missiles to Russia last October.\n")
        when = self.claims("read", text, "--published", "2025-02-06")[0]["when"]
        self.assertEqual((when["start"], when["end"]), ("2024-10", "2024-10"))
        when = self.claims("read", text)[0]["when"]
        self.assertEqual((set(when), "October" in when["text"]), ({"text"}, True))
        _, err = self.run_it("read", text, "--published", "some day", status=2)
        self.assertIn("E-BAD-ARGUMENT", err)


class Parse(Base):
    def check_trees(self, conllu):
        for block in conllu.strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line[0] != "#"]
            self.assertTrue(all(len(row) == 10 for row in rows), block)
            words = [row for row in rows if row[0].isdigit()]
            self.assertEqual([row[0] for row in words], [str(n + 1) for n in range(len(words))])
            self.assertEqual([row[7] for row in words if row[6] == "0"], ["root"], block)
            self.assertTrue(all(row[3] != "_" and 0 <= int(row[6]) <= len(words)
                                and row[6] != row[0] for row in words), block)

    def test_raw_text(self):
        out, _ = self.run_it("parse", "--conllu", self.report)
        self.check_trees(out)
        accurate, _ = self.run_it("parse", "--conllu", "--reader", "accurate", self.report)
        self.check_trees(accurate)
        self.assertEqual(token_lines(accurate), token_lines(out))
        said = [line[9:] for line in out.splitlines() if line.startswith("# text = ")]
        self.assertEqual(" ".join(said), " ".join(REPORT.split()))

    def test_given_tokens_are_kept(self):
        given = self.write("given.conllu", "# newdoc id = a\n# sent_id = 1\n"
                           "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n" + "".join(
                               f"{n}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n" for n, form in
                               (("1", "do"), ("2", "n't"), ("2.1", "go"), ("3", "North Korea"))) +
                           "\n# sent_id = 2\n1\tIran\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
        out, _ = self.run_it("parse", "--conllu", "--tokens", given)
        self.assertEqual(token_lines(out), token_lines(given.read_text()))
        _, err = self.run_it("parse", "--conllu", "--tokens", self.report, status=3)
        self.assertRegex(err, r"^error: E-MALFORMED \S*one.txt:\d+")

    @needs(TREEBANK)
    def test_a_treebank_keeps_its_sentences_and_tokens(self):
        with gzip.open(TREEBANK, "rt", encoding="utf-8") as f:
            gold = "".join(s + "\n\n" for s in f.read().split("\n\n")[:600])
        out, _ = self.run_it("parse", "--conllu", "--tokens", self.write("dev.conllu", gold))
        self.assertEqual(token_lines(out), token_lines(gold))
        self.check_trees(out)


class SameAgain(Base):
    def test_any_number_of_threads_gives_the_same_bytes(self):
        for n in range(40):
            self.write(f"many/{n:02}.txt", REPORT.replace("148", str(200 + n)) + OTHER * (n % 7))
        commands = [["read", "--jsonl", "many", EXAMPLES], ["parse", "--conllu", EXAMPLES],
                    ["read", "--jsonl", "--reader", "accurate", EXAMPLES]]
        for words in commands:
            outputs = {self.run_it(*words, "--threads", n) for n in (1, 2, 7)}
            self.assertEqual(len(outputs), 1, words)
        ledgers = [self.folder / f"{n}.db" for n in (1, 5)]
        added = [self.run_it("add", "--plain", "many", EXAMPLES, SOURCE / "examples" / "lists",
                             "--threads", ledger.stem, "--ledger", ledger) for ledger in ledgers]
        self.assertEqual(added[0], added[1])
        for words in (["claims", "--jsonl"], ["brief", "kp", "ru"], ["brief", "ir", "kp", "--json"],
                      ["brief", "ir", "ru", "--html", "-"], ["show", "--json", "ofac-9345"]):
            outputs = {self.run_it(*words, "--ledger", ledger, "--threads", n)
                       for ledger in ledgers for n in (1, 4)}
            self.assertEqual(len(outputs), 1, words)

    @needs(CLAIMS_DEV)
    @needs(STORIES)
    def test_a_second_run_adds_no_revision(self):
        for line in STORIES.read_text().splitlines():
            story = json.loads(line)
            self.write(f"in/{story['id']}.txt", story["text"])
            facts = {"url": story["url"], "title": story["title"], "publisher": "Voice of America",
                     "published": story["published"][:10]}
            self.write(f"in/{story['id']}.meta.json", json.dumps(facts))
        shutil.copytree(CLAIMS_DEV, self.folder / "in" / "dev", copy_function=shutil.copyfile)
        os.chmod(self.folder / "in" / "dev", 0o755)
        first, _ = self.run_it("add", "--plain", "in", EXAMPLES)
        before = json.loads(self.run_it("verify", "--json")[0])
        second, _ = self.run_it("add", "--plain", EXAMPLES, "in")
        after = json.loads(self.run_it("verify", "--json")[0])
        self.assertEqual(before, after)
        self.assertEqual(before["revision"], before["documents"])
        self.assertGreater(before["documents"], 20)
        self.assertEqual(first.count("added\t"), before["documents"])
        self.assertEqual(second.count("there\t"), len(second.splitlines()))


if __name__ == "__main__":
    unittest.main()
