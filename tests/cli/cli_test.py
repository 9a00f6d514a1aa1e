"""The command line as its users and scripts meet it: answers and exit statuses.

Usage: cli_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import pathlib
import subprocess
import unittest

from harness import ENTENTE, OTHER, REPORT, SOURCE, Base


class Help(Base):
    def test_no_arguments_show_two_examples(self):
        out, _ = self.run_it()
        self.assertIn("entente read", out)
        self.assertIn("entente brief", out)

    def test_every_command_has_short_and_long_help(self):
        out, _ = self.run_it("help")
        names = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
        self.assertIn("read", names)
        for name in names:
            short, _ = self.run_it(name, "-h")
            self.assertLessEqual(len(short.splitlines()), 24, name)
            self.assertTrue(self.run_it(name, "--help")[0].startswith("Examples"), name)

    def test_mistyped_words_are_answered_with_the_nearest(self):
        self.assertIn("did you mean read?", self.run_it("raed", status=2)[1])
        self.assertIn("did you mean --jsonl?", self.run_it("read", "--jsnl", "x", status=2)[1])
        self.run_it("add", self.report)
        self.assertIn("did you mean transfer?",
                      self.run_it("claims", "--kind", "transfr", status=2)[1])
        self.assertIn("Russia", self.run_it("claims", "--actor", "Rusia", status=1)[1])

    def test_wrong_arguments(self):
        for words in (["read"], ["brief", "kp"], ["read", "--threads", "many", "x"], ["read", "--reader", "slow", self.report],
                      ["show"], ["completions", "tcsh"]):
            self.assertIn("E-BAD-ARGUMENT", self.run_it(*words, status=2)[1], words)

    def test_the_reference_page_is_the_table(self):
        page = SOURCE / "docs" / "commands.md"
        self.assertEqual(page.read_text(), self.run_it("help", "markdown")[0],
                         "run: entente help markdown > docs/commands.md")

    def test_every_code_is_explained(self):
        rows = json.loads(self.run_it("explain", "--json")[0])
        self.assertEqual(rows["schema"], "entente.codes.v1")
        self.assertGreaterEqual(len(rows["codes"]), 19)
        for row in rows["codes"]:
            out, _ = self.run_it("explain", row["code"].lower())
            self.assertIn(row["meaning"], out)
            self.assertIn(row["remedy"], out)
        self.assertIn("E-TOO-LARGE", self.run_it("explain", "E-TO-LARGE", status=1)[1])

    def test_completions(self):
        for shell in ("bash", "zsh", "fish"):
            self.assertIn("claims", self.run_it("completions", shell)[0])
        script = self.write("c.bash", self.run_it("completions", "bash")[0])
        subprocess.run(["bash", "-n", script], check=True)

    def test_version(self):
        self.assertRegex(self.run_it("--version")[0], r"^entente \d+\.\d+\.\d+\n$")


class Read(Base):
    def test_jsonl_is_claims_in_text_order_and_nothing_else(self):
        claims = self.claims("read", self.report, "--published", "2025-07-14")
        self.assertTrue(claims)
        starts = [c["quote"]["start"] for c in claims]
        self.assertEqual(starts, sorted(starts))
        for claim in claims:
            quote = claim["quote"]
            self.assertEqual(REPORT[quote["start"]:quote["end"]], quote["text"])
            self.assertEqual(claim["document"]["published"], "2025-07-14")
            for key in ("id", "document", "quote", "kind", "subject", "modality", "polarity",
                        "attribution"):
                self.assertIn(key, claim)

    def test_json_text_and_plain_hold_the_same_claims(self):
        claims = self.claims("read", self.report)
        whole = json.loads(self.run_it("read", "--json", self.report)[0])
        self.assertEqual(whole, {"schema": "entente.claims.v1", "claims": claims})
        plain = self.run_it("read", "--plain", self.report)[0].splitlines()
        self.assertEqual([line.split("\t")[0] for line in plain], [c["id"] for c in claims])
        text, _ = self.run_it("read", self.report)
        self.assertEqual(text.count("\n  id "), len(claims))
        self.assertNotIn("\x1b", text)

    def test_standard_input_and_side_file(self):
        out, _ = self.run_it("read", "-", "--jsonl", stdin=REPORT.encode())
        self.assertEqual(len(out.splitlines()), len(self.claims("read", self.report)))
        self.write("reports/one.meta.json", json.dumps({"publisher": "Daily", "published": "2024-11-02"}))
        document = self.claims("read", self.report)[0]["document"]
        self.assertEqual((document["publisher"], document["published"]), ("Daily", "2024-11-02"))

    def test_threads_do_not_change_a_byte(self):
        for n in range(20):
            self.write(f"many/{n:02}.txt", REPORT.replace("148", str(200 + n)))
        one = self.run_it("read", "--jsonl", "--threads", "1", "many")
        self.assertEqual(one, self.run_it("read", "--jsonl", "--threads", "5", "many"))

    def test_nothing_found_is_status_1(self):
        self.run_it("read", self.write("dull.txt", "The weather was mild.\n"), status=1)

    def test_a_reader_that_leaves_early_is_no_error(self):
        for n in range(30):
            self.write(f"many/{n:02}.txt", (REPORT + OTHER) * 60)
        done = subprocess.run(["bash", "-c", '"$0" read --jsonl many | head -n1; exit ${PIPESTATUS[0]}',
                               ENTENTE], cwd=self.folder, capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_a_full_disk_is_one(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([ENTENTE, "read", "--jsonl", self.report], stdout=full,
                                  stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"E-IO standard output", done.stderr)

    def test_missing_resources_are_status_5(self):
        _, err = self.run_it("read", self.report, status=5, env={"ENTENTE_HOME": str(self.folder)})
        self.assertIn("E-MISSING-RESOURCE", err)

    def test_parse(self):
        out, _ = self.run_it("parse", "--conllu", self.report)
        rows = [line.split("\t") for line in out.splitlines() if line and line[0] != "#"]
        self.assertTrue(all(len(row) == 10 for row in rows))
        self.assertIn("missiles", [row[1] for row in rows])
        given = self.write("given.conllu", "# sent_id = x\n" + "".join(
            f"{i + 1}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n" for i, form in
            enumerate(["Iran", "sold", "drones", "."])) + "\n")
        out, _ = self.run_it("parse", "--tokens", given)
        self.assertIn("# sent_id = x", out)
        self.assertEqual([line.split("\t")[1] for line in out.splitlines()[1:5]],
                         ["Iran", "sold", "drones", "."])


class Lists(Base):
    LISTS = SOURCE / "examples" / "lists"
    NAMED = "Green Pine Associated Corporation shipped missiles to Iran in 2024.\n"

    def entities(self):
        return [m.get("entity") for c in self.claims("claims") for m in c["subject"]]

    def test_names_are_linked_whichever_comes_first(self):
        self.run_it("add", self.write("named.txt", self.NAMED))
        self.assertEqual(self.entities(), [None])
        out, _ = self.run_it("add", "--plain", self.LISTS)
        kind, revision, _, count, path = out.strip().split("\t")
        self.assertEqual((kind, revision), ("added", "2"))
        self.assertTrue(path.endswith("sdn.csv") and int(count) > 10, out)
        self.assertEqual(self.entities(), ["ofac-12212"])
        self.assertEqual(self.claims("claims", "--actor", "GREEN PINE ASSOCIATED CORP."),
                         self.claims("claims"))
        self.assertIn("GREEN PINE", self.run_it("show", "ofac-12212")[0])
        self.run_it("add", self.write("later.txt", "In May, " + self.NAMED))
        self.assertEqual(self.entities(), ["ofac-12212"] * 2)
        self.run_it("verify")

    def test_an_edition_twice_adds_nothing(self):
        self.run_it("add", self.LISTS)
        files = sorted(self.LISTS.rglob("*.csv"))
        for paths in ([self.LISTS], files):
            lines = self.run_it("add", "--plain", *paths)[0].splitlines()
            self.assertEqual([line.split("\t")[0] for line in lines], ["there"])

    def test_a_part_alone_and_a_list_to_read_are_told_so(self):
        alt = next(self.LISTS.rglob("alt.csv"))
        alone = self.write("alone/alt.csv", alt.read_bytes())
        self.assertIn("part of the list", self.run_it("add", alone, status=3)[1])
        self.assertIn("entente add", self.run_it("read", alt.with_name("sdn.csv"), status=3)[1])


class Ledger(Base):
    def test_the_same_twice_adds_nothing(self):
        first, _ = self.run_it("add", "--plain", "reports")
        self.assertEqual([line.split("\t")[0] for line in first.splitlines()], ["added"] * 2)
        copy = self.write("copy.txt", REPORT)
        second, _ = self.run_it("add", "--plain", "reports", copy)
        self.assertEqual([line.split("\t")[0] for line in second.splitlines()], ["there"] * 3)
        self.assertEqual(json.loads(self.run_it("verify", "--json")[0])["revision"], 2)

    def test_claims_are_those_that_read_gives(self):
        self.run_it("add", "reports")
        self.assertEqual(self.claims("claims"), self.claims("read", "reports"))

    def test_filters(self):
        self.run_it("add", "reports", "--publisher", "Daily")
        everything = self.claims("claims")
        both = self.claims("claims", "--actor", "North Korea", "--actor", "ru")
        self.assertTrue(0 < len(both) < len(everything))
        self.assertEqual(self.claims("claims", "--actor", "KP", "--actor", "Moscow"), both)
        self.assertTrue(all(c["kind"] == "transfer" for c in self.claims("claims", "--kind", "transfer")))
        self.assertEqual(self.claims("claims", "--source", "daily"), everything)
        self.assertTrue(self.claims("claims", "--modality", "denied"))
        self.claims("claims", "--source", "nobody", status=1)
        since = self.claims("claims", "--since", "2024-01", "--until", "2024-12-31")
        self.assertTrue(any(c.get("when", {}).get("text") for c in since))
        self.assertFalse([c for c in since if "treaty" in c["quote"]["text"]])
        self.assertEqual(len(self.claims("claims", "--revision", "1")),
                         len(self.claims("read", self.report)))

    def test_show(self):
        self.run_it("add", "reports")
        claim = self.claims("claims")[0]
        out, _ = self.run_it("show", claim["id"][:12])
        self.assertIn(claim["quote"]["text"], out)
        record = json.loads(self.run_it("show", "--json", claim["id"])[0])
        self.assertEqual(record["schema"], "entente.show.v1")
        self.assertEqual(record["claim"], claim)
        self.assertIn("Russia supplied", self.run_it("show", claim["document"]["id"])[0])
        self.assertIn("E-NOT-FOUND", self.run_it("show", "ffffffffff", status=1)[1])

    def test_brief(self):
        self.run_it("add", "reports")
        out, _ = self.run_it("brief", "North Korea", "ru")
        self.assertIn("[1]", out)
        self.assertIn("missiles", out)
        self.assertIn("schema", json.loads(self.run_it("brief", "kp", "ru", "--json")[0]))
        self.run_it("brief", "kp", "ru", "--html", "brief.html")
        page = (self.folder / "brief.html").read_text()
        self.assertIn("<svg", page)
        self.assertNotRegex(page, r'(src|href)="https?://[^"]*\.(js|css)')
        self.run_it("brief", "kp", "Narnia", status=1)
        self.run_it("brief", "kp", "br", status=1)

    def test_verify_finds_a_flipped_byte(self):
        self.run_it("add", "reports")
        self.run_it("verify")
        content = bytearray(self.ledger.read_bytes())
        wal = pathlib.Path(str(self.ledger) + "-wal")
        self.assertFalse(wal.exists() and wal.stat().st_size)
        at = content.find(b"ballistic missiles")
        content[at] ^= 1
        self.ledger.write_bytes(content)
        out, _ = self.run_it("verify", status=4)
        self.assertIn("revision", out)
        self.assertFalse(json.loads(self.run_it("verify", "--json", status=4)[0])["whole"])

    def test_verify_finds_a_changed_original(self):
        self.run_it("add", self.report)
        original = next(p for p in pathlib.Path(str(self.ledger) + ".originals").rglob("*") if p.is_file())
        original.write_text(REPORT.replace("148", "149"))
        self.assertIn(original.name, self.run_it("verify", status=4)[0])

    def test_ledgers_that_are_none(self):
        self.assertIn("E-NOT-FOUND", self.run_it("claims", status=1)[1])
        self.run_it("verify", status=4)
        self.ledger.write_bytes(b"not a database at all" * 100)
        self.run_it("verify", status=4)
        self.run_it("add", self.report, status=4)

    def test_the_default_ledger_lies_in_the_data_folder(self):
        env = {"ENTENTE_LEDGER": "", "XDG_DATA_HOME": str(self.folder / "data")}
        self.run_it("add", self.report, env=env)
        self.assertTrue((self.folder / "data/entente/ledger.db").exists())
        self.run_it("verify", env=env)


if __name__ == "__main__":
    unittest.main()
