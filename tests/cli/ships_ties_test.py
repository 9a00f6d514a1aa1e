#!/usr/bin/env python3
"""Ships of a log beside what the ledger knows: lists, owners by FollowTheMoney, and reports that name them.

    ships_ties_test.py ENTENTE SOURCE_FOLDER
"""

import json
import unittest

from harness import Base

LEDGER = "ledger.db"
HEAD = "mmsi,timestamp,lat,lon,speed,name,imo\n"


def hour(number):
    return f"2024-03-{1 + number // 24:02}T{number % 24:02}:00:00Z"


def track(mmsi, names, imo="", lat=39.0, hours=72):
    """A position an hour with a silence of 20 h; `names`: (from hour, name)."""
    out = ""
    for number in range(hours):
        if 30 <= number < 50:
            continue
        name = [n for since, n in names if since <= number][-1]
        out += f"{mmsi},{hour(number)},{lat},{133 + number * .01:.2f},5,{name},{imo}\n"
    return out


def thing(identity, schema, name, **properties):
    properties = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    return json.dumps({"id": identity, "schema": schema, "caption": name,
                       "properties": {**({"name": [name]} if name else {}), **properties}, "datasets": ["register"]}) + "\n"


class Ties(Base):
    def log(self, *tracks):
        self.write("log.csv", HEAD + "".join(sorted("".join(tracks).splitlines(True), key=lambda row: row.split(",")[1])))

    def add(self, name, text):
        self.write(name, text)
        self.run_it("add", "--quiet", "--ledger", LEDGER, name)

    def told(self, text, published="5 March 2024"):
        self.add("report.txt", f"Panel report\n\nPyongyang, {published}\n\n{text}\n")

    def gaps(self):
        out, _ = self.run_it("ships", "--jsonl", "--events", "gaps", "--ledger", LEDGER, "log.csv")
        return [json.loads(line)["vessels"][0] for line in out.splitlines()]

    def claims(self, kind):
        out, _ = self.run_it("claims", "--jsonl", "--ledger", LEDGER, "--kind", kind)
        return [json.loads(line) for line in out.splitlines()]

    def sheet(self, claim):
        shown = json.loads(self.run_it("show", claim["document"]["id"], "--json", "--ledger", LEDGER)[0])
        return " ".join(shown["text"].split())

    REGISTER = (thing("v-1", "Vessel", "OLD CRANE", imoNumber="9074729", operator="c-4") +
                thing("c-1", "Company", "Harbor Shipping Ltd", country="ru") +
                thing("c-2", "Company", "Past Owner Ltd") + thing("c-3", "Company", "Sea Managers Inc") +
                thing("c-4", "Company", "Crew Services SA") +
                thing("o-1", "Ownership", "", owner="c-1", asset="v-1", startDate="2022-05-01") +
                thing("o-2", "Ownership", "", owner="c-2", asset="v-1", startDate="2015", endDate="2022-04-30") +
                thing("l-1", "UnknownLink", "", subject="v-1", object="c-3", role="Technical manager"))

    def test_a_finding_says_who_owns_the_ship_and_which_list_names_the_owner(self):
        self.add("register.ftm.json", self.REGISTER)
        self.add("sanctions.ftm.json", thing("s-9", "Company", "Harbor Shipping Limited", topics="sanction")
                 .replace('"register"', '"sanctions"'))
        self.log(track(273000001, [(0, "PAPER CRANE")], "IMO9074729"))
        vessel = self.gaps()[0]
        self.assertEqual([vessel["listed"]["id"], vessel["listed"]["by"]], ["v-1", "imo"])
        owners = {o["name"]: o for o in vessel["owners"]}
        self.assertEqual({(o["role"], name) for name, o in owners.items()},
                         {("owner", "Harbor Shipping Ltd"), ("technical manager", "Sea Managers Inc"),
                          ("operator", "Crew Services SA")})  # no owner of the past
        owner = owners["Harbor Shipping Ltd"]
        self.assertEqual([owner["place"], owner["since"], owner["until"]], ["register.ftm.json:6", "2022-05-01", None])
        self.assertEqual([(l["list"], l["id"], l["by"]) for l in owner["listed"]], [("sanctions", "s-9", "name")])
        out, _ = self.run_it("ships", "--events", "gaps", "--ledger", LEDGER, "log.csv")
        self.assertIn("  owned by Harbor Shipping Ltd (register, register.ftm.json:6, since 2022-05-01), "
                      "listed by sanctions (s-9, by name)\n", out)

    def test_ownership_is_filed_on_the_row_where_the_ship_gives_its_number_once(self):
        self.add("register.ftm.json", self.REGISTER)
        self.log(track(273000001, [(0, "PAPER CRANE")], "IMO9074729"))
        self.gaps()
        self.run_it("ships", "--quiet", "--ledger", LEDGER, "log.csv")  # more findings, the same ties
        claims = self.claims("own")
        self.assertEqual({c["subject"][0]["text"] for c in claims},
                         {"Harbor Shipping Ltd", "Sea Managers Inc", "Crew Services SA"})
        self.assertEqual(len(claims), 3)
        for claim in claims:
            self.assertEqual([claim["counterpart"][0]["text"], claim["modality"]], ["PAPER CRANE", "reported"])
            self.assertEqual(claim["quote"]["text"], (self.folder / "log.csv").read_text().splitlines()[1])
        said = self.sheet(next(c for c in claims if c["subject"][0]["text"] == "Harbor Shipping Ltd"))
        self.assertIn("Harbor Shipping Ltd is the owner of OLD CRANE by register (register.ftm.json:6), since 2022-05-01. "
                      "PAPER CRANE (MMSI 273000001, IMO 9074729, an MMSI of Russia) sent the number of that ship (imo); "
                      "a number can be borrowed.", said)

    # Above Harbor Shipping: Mid Ltd, and above that Top Inc, which stands on a list, and Mid's own subsidiary in a circle.
    ABOVE = (thing("c-5", "Company", "Mid Ltd") + thing("c-6", "Company", "Top Inc", country="kp") +
             thing("c-7", "Company", "Before Ltd") +
             thing("o-3", "Ownership", "", owner="c-5", asset="c-1") +
             thing("o-4", "Ownership", "", owner="c-6", asset="c-5", startDate="2020-02-01") +
             thing("o-5", "Ownership", "", owner="c-1", asset="c-6") +
             thing("o-6", "Ownership", "", owner="c-7", asset="c-1", endDate="2021-01-01") +
             thing("l-2", "UnknownLink", "", subject="c-5", object="c-3", role="Adviser"))

    def test_owners_of_owners_are_told_up_to_the_top(self):
        self.add("register.ftm.json", self.REGISTER + self.ABOVE)
        self.add("sanctions.ftm.json", thing("s-9", "Company", "Top Inc.", topics="sanction")
                 .replace('"register"', '"sanctions"'))
        self.log(track(273000001, [(0, "PAPER CRANE")], "IMO9074729"))
        owner = next(o for o in self.gaps()[0]["owners"] if o["role"] == "owner")
        names, top = [], owner
        while True:
            names.append(top["name"])
            if "owners" not in top:
                break
            self.assertEqual(len(top["owners"]), 1)  # no owner of the past, no adviser, no circle
            top = top["owners"][0]
        self.assertEqual(names, ["Harbor Shipping Ltd", "Mid Ltd", "Top Inc"])
        self.assertEqual([(l["list"], l["id"]) for l in top["listed"]], [("sanctions", "s-9")])
        out, _ = self.run_it("ships", "--events", "gaps", "--ledger", LEDGER, "log.csv")
        self.assertIn("  Harbor Shipping Ltd is owned by Mid Ltd (register, register.ftm.json:12)\n", out)
        self.assertIn("  Mid Ltd is owned by Top Inc (register, register.ftm.json:13, since 2020-02-01), "
                      "listed by sanctions (s-9, by name)\n", out)
        self.run_it("ships", "--quiet", "--ledger", LEDGER, "log.csv")  # more findings, the same ties
        above = {c["subject"][0]["text"]: c for c in self.claims("own")
                 if c["document"]["extractor"]["name"] == "ships.owned_above"}
        self.assertEqual(set(above), {"Mid Ltd", "Top Inc"})
        claim = above["Top Inc"]
        self.assertEqual([claim["via"][0]["text"], claim["counterpart"][0]["text"], claim["subject"][0]["state"],
                          claim["modality"]], ["Harbor Shipping Ltd", "PAPER CRANE", "kp", "reported"])
        self.assertIn("Top Inc stands above Harbor Shipping Ltd, the owner of OLD CRANE by register (register.ftm.json:6), "
                      "since 2022-05-01: Top Inc is the owner of Mid Ltd by register (register.ftm.json:13, since 2020-02-01), "
                      "Mid Ltd of Harbor Shipping Ltd by register (register.ftm.json:12); Top Inc itself stands on "
                      "sanctions under s-9 (by its name). PAPER CRANE", self.sheet(claim))
        # A state at the top and one at the ship: a brief on the two tells the chain.
        brief, _ = self.run_it("brief", "--ledger", LEDGER, "Russia", "North Korea")
        self.assertIn("Top Inc stands above Harbor Shipping Ltd", " ".join(brief.split()))

    def test_a_listed_name_counts_only_while_the_ship_bore_it(self):
        self.add("list.ftm.json", thing("v-7", "Vessel", "Paper Crane"))
        self.log(track(273000001, [(0, "BLUE HERON"), (40, "PAPER CRANE")]))
        self.assertNotIn("listed", self.gaps()[0])  # the silence began under another name
        self.log(track(273000001, [(0, "PAPER CRANE"), (40, "BLUE HERON")]))
        self.assertEqual(self.gaps()[0]["listed"]["by"], "name")

    def test_a_report_s_ship_is_the_track_that_bore_its_name_then(self):
        self.told("On 2 March 2024 the Russian tanker Paper Crane transferred refined petroleum to North Korea.")
        self.log(track(273000001, [(0, "PAPER CRANE")]), track(273000002, [(0, "GREEN LANTERN")], lat=41))
        named = {v["name"]: v.get("reports") for v in self.gaps()}
        self.assertIsNone(named["GREEN LANTERN"])
        self.assertEqual([(r["mention"], r["by"], r["ambiguous"]) for r in named["PAPER CRANE"]],
                         [("the Russian tanker Paper Crane", "name", False)])
        claim = next(c for c in self.claims("move") if c["document"]["extractor"]["name"] == "ships.named")
        self.assertEqual(claim["modality"], "assessed")
        self.assertIn("names “the Russian tanker Paper Crane”. Of the ships of the log only PAPER CRANE", self.sheet(claim))
        brief, _ = self.run_it("brief", "--ledger", LEDGER, "Russia", "North Korea")
        # No finding names both states, but a report on both names the ship: all that she did is told.
        told = " ".join(brief.split())
        self.assertIn("names “the Russian tanker Paper Crane”. Of the ships of the log only PAPER CRANE", told)
        self.assertIn("PAPER CRANE (MMSI 273000001, an MMSI of Russia) was not heard for", told)
        self.assertNotIn("GREEN LANTERN (MMSI", told)
        self.run_it("brief", "--ledger", LEDGER, "Russia", "Iran", status=1)
        # Renamed before the day that the report speaks of: another ship is meant.
        self.log(track(273000001, [(0, "PAPER CRANE"), (10, "BLUE HERON")]))
        self.assertNotIn("reports", self.gaps()[0])

    def test_an_ambiguous_name_stays_ambiguous(self):
        self.told("On 2 March 2024 the tanker Paper Crane transferred refined petroleum to North Korea.")
        self.log(track(273000001, [(0, "PAPER CRANE")]), track(511000003, [(0, "Paper Crane")], lat=41))
        for vessel in self.gaps():
            self.assertEqual([(r["ambiguous"], r["ships"]) for r in vessel["reports"]],
                             [(True, ["273000001", "511000003"])])
        out, _ = self.run_it("ships", "--events", "gaps", "--ledger", LEDGER, "log.csv")
        self.assertIn("ambiguous: 2 ships of the log may be meant", out)
        named = [c for c in self.claims("move") if c["document"]["extractor"]["name"] == "ships.named"]
        self.assertEqual([c["modality"] for c in named], ["possible"] * 2)
        self.assertIn("which of them is meant is not shown", self.sheet(named[0]))

    def test_a_number_beside_the_name_decides(self):
        self.told("On 2 March 2024 the tanker Paper Crane (IMO 9307839) transferred refined petroleum to North Korea.")
        self.log(track(273000001, [(0, "PAPER CRANE")], "IMO9074729"), track(511000003, [(0, "GULL")], "IMO9307839", 41))
        named = {v["name"]: [r["by"] for r in v.get("reports", [])] for v in self.gaps()}
        self.assertEqual(named, {"PAPER CRANE": [], "GULL": ["imo"]})

    def test_vessels_by_number_list_and_file(self):
        self.log(track(273000001, [(0, "A")], "IMO9074729"), track(273000002, [(0, "B")], "IMO9307839", 41),
                 track(273000003, [(0, "C")], "", 43))
        self.write("list.txt", "IMO 9074729\r\n\n273000003\n")
        def names(word):
            out, _ = self.run_it("ships", "--jsonl", "--events", "gaps", "--vessel", word, "log.csv")
            return sorted(json.loads(line)["vessels"][0]["name"] for line in out.splitlines())
        self.assertEqual(names("9307839"), ["B"])
        self.assertEqual(names("IMO9307839,273000001"), ["A", "B"])
        self.assertEqual(names("list.txt"), ["A", "C"])
        self.assertEqual(names("list.txt,9307839"), ["A", "B", "C"])
        self.write("bad.txt", "273000003\nthe tanker\n")
        _, err = self.run_it("ships", "--vessel", "bad.txt", "log.csv", status=3)
        self.assertIn("no MMSI and no IMO number", err)


if __name__ == "__main__":
    unittest.main()
