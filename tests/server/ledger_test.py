"""The ledger over HTTP: what is read, weighed, decided and added, each with its revision; and that the OpenAPI document and
the server say the same.

Usage: ledger_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import time
import unittest
import urllib.parse

from harness import SOURCE, Base, Server

ANALYST, ADMIN = "analyst-secret-0001", "admin-secret-0001"


class Reading(Base):
    def test_the_ledger_at_a_glance(self):
        state = self.get("/api/ledger").json()
        self.assertEqual((state["documents"], state["lists"]), (8, 2))
        self.assertEqual({state["ties"][0]["a"], state["ties"][0]["b"]}, {"kp", "ru"})
        answer = self.get("/api/ledger?revision=3")
        self.assertEqual(answer.json()["revision"], 3)
        self.assertLess(answer.json()["documents"], 8)

    def test_a_document_with_its_claims_on_their_quotes(self):
        page = self.get("/api/documents?limit=3").json()
        self.assertEqual((page["total"], len(page["documents"])), (8, 3))
        ids = {d["id"] for offset in range(0, 8, 3) for d in self.get(f"/api/documents?limit=3&offset={offset}").json()["documents"]}
        self.assertEqual(len(ids), 8)
        for id in sorted(ids):
            whole = self.get("/api/documents/" + id).json()
            self.assertTrue(whole["blocks"])
            for claim in whole["claims"]:
                quote = claim["quote"]
                self.assertEqual(whole["text"][quote["start"]:quote["end"]], quote["text"])
        self.get("/api/documents/" + id[:12])
        self.refused("GET", "/api/documents/zzz", 404)
        one = self.get("/api/documents?source=newspaper").json()
        self.assertEqual(one["total"], 1)
        early = self.get("/api/documents?as_of=2024").json()
        self.assertTrue(0 < early["total"] < 8)
        self.assertTrue(all(d["published"] < "2025" for d in early["documents"]))

    def test_claims_and_their_words(self):
        page = self.get("/api/claims?actor=kp&actor=ru&limit=5").json()
        self.assertEqual((len(page["claims"]), page["more"]), (5, True))
        claim = page["claims"][0]
        shown = self.get("/api/claims/" + claim["id"]).json()
        self.assertEqual(shown["claim"]["quote"], claim["quote"])
        self.assertIn("context", shown)
        self.refused("GET", "/api/claims/zzzz", 404)
        for query, piece in (("kind=nothing", "nothing"), ("actor=Nowherestan", None), ("domain=nothing", "nothing")):
            problem = self.server.get("/api/claims?" + query)
            self.assertIn(problem.status, (200, 404, 422))
            if piece:
                self.assertEqual(problem.json()["piece"], piece)
                self.assertEqual(problem.json()["where"], "query." + query.split("=")[0])
        day = claim["document"]["published"]
        self.assertEqual(self.get(f"/api/claims/{claim['id']}?as_of={day}").json(), shown)
        self.assertEqual(self.refused("GET", f"/api/claims/{claim['id']}?as_of=1999", 404)["where"], "query.as_of")
        document = claim["document"]["id"]
        self.assertEqual(self.get(f"/api/documents/{document}?as_of={day}").status, 200)
        self.assertEqual(self.refused("GET", f"/api/documents/{document}?as_of=1999", 404)["where"], "query.as_of")
        self.assertIn("/api/documents", self.refused("GET", "/api/documents/zz", 404)["allowed"])
        self.assertEqual(self.refused("GET", "/api/words?of=nothing", 422)["where"], "query.of")
        early = self.get("/api/claims?as_of=2024-12-31&limit=1000").json()["claims"]
        self.assertTrue(early)
        self.assertTrue(all(c["document"]["published"] <= "2024-12-31" for c in early))

    def test_what_is_weighed(self):
        every = self.get("/api/propositions?actor=kp&actor=ru&limit=1000").json()
        one = every["propositions"][0]
        whole = self.get("/api/propositions/" + one["id"]).json()
        self.assertEqual(whole["standing"], one["standing"])
        self.assertTrue(whole["history"])
        cut = self.get("/api/propositions?actor=kp&actor=ru&limit=2&offset=1").json()
        self.assertEqual([p["id"] for p in cut["propositions"]], [p["id"] for p in every["propositions"][1:3]])
        self.assertEqual(cut["total"], len(every["propositions"]))
        then = self.get("/api/propositions?actor=kp&actor=ru&as_of=2025-01-01").json()
        self.assertEqual(then["as_of"], "2025-01-01")
        self.assertLess(len(then["propositions"]), len(every["propositions"]))
        for path, key in (("figures", "propositions"), ("gaps", "propositions"), ("contradictions", "contradictions"),
                          ("forecasts", "forecasts")):
            answer = self.get(f"/api/{path}?actor=kp&actor=ru").json()
            self.assertTrue(answer[key], path)
            self.assertEqual(answer["revision"], every["revision"])
        self.refused("GET", "/api/propositions/zzzz", 404)
        self.refused("GET", "/api/propositions?as_of=soon", 422)

    def test_briefs_in_three_forms_and_feeds(self):
        self.assertTrue(self.get("/api/brief?a=kp&b=ru").json()["schema"].startswith("entente.brief"))
        page = self.get("/api/brief?a=kp&b=ru&format=html")
        self.assertIn("text/html", page.headers["content-type"])
        self.assertNotIn(b"<script", page.body)
        self.assertIn("text/markdown", self.get("/api/brief?a=kp&b=ru&format=md").headers["content-type"])
        self.refused("GET", "/api/brief?a=kp", 422)
        self.refused("GET", "/api/brief?a=kp&b=ru&format=docx", 422)
        self.assertTrue(self.get("/api/diff?since=3").json()["propositions"])
        self.assertIn(b"<feed", self.get("/api/diff?since=3&format=atom").body)
        self.assertIn("items", self.get("/api/diff?since=3&format=feed").json())

    def test_ties_and_ways(self):
        self.assertTrue(self.get("/api/ties?a=kp&b=ru").json()["forth"])
        self.assertTrue(self.get("/api/ties?a=kp").json()["partners"])
        self.assertTrue(self.get("/api/paths?from=kp&to=ru").json()["paths"])
        self.assertIn("intermediaries", self.get("/api/intermediaries?a=kp&b=ru").json())
        self.assertIn("components", self.get("/api/exposure?who=c-shell").json())
        self.assertIn(b"<graphml", self.get("/api/graph?format=graphml").body)
        self.assertIn(b"<svg", self.get("/api/graph?format=svg&around=kp").body)

    def test_a_walk_from_neighbour_to_neighbour(self):
        first = self.get("/api/neighbours").json()
        self.assertIsNone(first["who"])
        self.assertIn("kp", [n["id"] for n in first["neighbours"]])
        step = self.get("/api/neighbours?who=North%20Korea&limit=200").json()
        who = step["who"]
        self.assertEqual((who["id"], who["kind"]), ("kp", "state"))
        self.assertEqual(who["neighbours"], step["found"])
        self.assertEqual(len(step["neighbours"]), step["found"])
        ends = {n["id"] for n in step["neighbours"]} | {"kp"}
        for link in step["links"]:
            self.assertTrue({link["from"], link["to"]} <= ends)
            self.assertGreaterEqual(link["count"], 1)
        # Everybody who is told is tied to the one asked for, and the counts are those of the links.
        beside = {link["from"] if link["to"] == "kp" else link["to"] for link in step["links"] if "kp" in (link["from"], link["to"])}
        self.assertEqual(beside, ends - {"kp"})
        for kind, count in who["by_kind"].items():
            of_kind = {(link["from"], link["to"]) for link in step["links"] if link["kind"] == kind and "kp" in (link["from"], link["to"])}
            self.assertEqual(len({a if b == "kp" else b for a, b in of_kind}), count, kind)
        kind = min(who["by_kind"], key=who["by_kind"].get)
        by = self.get("/api/neighbours?who=kp&limit=200&by=" + kind).json()
        self.assertEqual((by["found"], by["who"]["by_kind"]), (who["by_kind"][kind], who["by_kind"]))
        page = self.get("/api/neighbours?who=kp&limit=1&offset=1").json()
        self.assertEqual([n["id"] for n in page["neighbours"]], [step["neighbours"][1]["id"]])
        # Ties to what is drawn already are told too.
        seen = self.get("/api/neighbours?who=p-morozov&limit=5&shown=c-shell").json()
        self.assertIn({"p-morozov", "c-shell"}, [{link["from"], link["to"]} for link in seen["links"]])
        firm = self.get("/api/neighbours?who=c-shell&standing=confirmed&since=1990&until=1991").json()
        self.assertLessEqual(firm["found"], 2)
        self.refused("GET", "/api/neighbours?who=Nobody%20Atall", 404)
        self.refused("GET", "/api/neighbours?standing=sure", 422)
        few = self.get("/api/intermediaries?a=ir&b=ru&limit=1&legs=1").json()
        self.assertLessEqual(len(few["intermediaries"]), 1)
        self.assertGreaterEqual(few["found"], len(few["intermediaries"]))

    def test_sources_and_how_much_they_say(self):
        sources = self.get("/api/sources").json()["sources"]
        publishers = [s for s in sources if s["kind"] == "publisher"]
        state = self.get("/api/ledger").json()
        self.assertEqual(sum(s["documents"] for s in publishers), state["documents"])
        self.assertEqual(sum(s["claims"] for s in publishers), state["claims"])
        self.assertEqual(sorted(s["name"] for s in sources if s["kind"] == "list"), sorted(x["list"] for x in self.get("/api/lists").json()["lists"]))
        self.assertEqual(sum(s["documents"] for s in self.get("/api/sources?revision=4").json()["sources"] if s["kind"] == "publisher"),
                         self.get("/api/ledger?revision=4").json()["documents"])

    def test_what_was_kept_says_the_same(self):
        # The second answer comes from what the first one made; both as a fresh server would say it.
        other = Server(self.folder, self.ledger, tokens=None)
        try:
            for target in ("/api/ties?a=kp&b=ru", "/api/propositions?actor=kp&actor=ru&limit=1000", "/api/gaps?actor=kp&actor=ru",
                           "/api/contradictions?actor=kp&actor=ru", "/api/intermediaries?a=kp&b=ru", "/api/neighbours?who=ru",
                           "/api/propositions?actor=kp&actor=ru&limit=1000&as_of=2025-01-01", "/api/paths?from=kp&to=ir&revision=7",
                           "/api/ledger", "/api/sources"):
                first, second = self.get(target).body, self.get(target).body
                self.assertEqual(first, second, target)
                self.assertEqual(first, other.get(target).body, target)
        finally:
            other.stop()

    def test_no_path_of_the_machine_in_an_answer(self):
        # The reports were added by their absolute paths.
        claim = self.get("/api/claims?limit=1").json()["claims"][0]
        fill = {"{dataset}": "default", "{id}": claim["id"], "{property}": "ownershipOwner"}
        queries = {"a": "kp", "b": "ru", "from": "kp", "to": "ru", "who": "ru", "q": "missiles", "of": "kinds", "since": "1", "around": "kp"}
        targets = ["/api/documents/" + claim["document"]["id"], "/api/brief?a=kp&b=ru&format=html", "/api/brief?a=kp&b=ru&format=md", "/api/diff?since=1",
                   "/api/diff?since=2&actor=kp", "/api/diff?since=2024&published=true", "/api/propositions?limit=1000", "/api/claims?limit=1000", "/"]
        for path, operations in self.get("/openapi.json").json()["paths"].items():
            if "get" not in operations or "events" in path:
                continue
            target = path
            for name, value in fill.items():
                target = target.replace(name, value)
            wanted = {p["name"]: queries[p["name"]] for p in operations["get"]["parameters"]
                      if p["in"] == "query" and (p.get("required") or p["name"] in ("b", "who", "around", "q"))}
            targets.append(target + "?" + urllib.parse.urlencode(wanted))
        for target in targets:
            body = self.server.get(target, token=ADMIN).body
            for path in (str(self.folder), str(SOURCE)):
                self.assertNotIn(path.encode(), body, target)
        self.assertEqual(claim["document"]["path"], claim["document"]["path"].split("/")[-1])

    def test_registers_ships_and_tables_in_the_body(self):
        register = (SOURCE / "examples/network/register.csv").read_bytes()
        listed = register.decode().splitlines()[1].split(",")[0]
        answer = self.ask("POST", "/api/ownership?name=register.csv&listed=" + urllib.parse.quote(listed), body=register)
        self.assertIn("blocked", answer.json())
        log = b"mmsi,timestamp,lat,lon,speed,course\n" + b"".join(
            b"215000001,2024-01-0%dT00:00:00Z,10.0,%d.0,5,90\n" % (d, d) for d in (1, 2, 5, 6))
        found = self.ask("POST", "/api/ships?name=ais.csv&event=gaps", body=log).json()
        self.assertTrue(found["findings"])
        self.assertNotIn("entente-call", json.dumps(found))
        table = "id,full_name,date_of_birth\nq1,MOROZOV Vladimir,1961-03-04\nq2,Nobody Atall,\n".encode()
        screened = self.ask("POST", "/api/screening", body=table).json()
        self.assertEqual([r["id"] for r in screened["results"]], ["q1", "q2"])
        self.assertEqual(screened["results"][0]["results"][0]["id"], "p-morozov")
        self.assertEqual((screened["queries"], screened["with_results"]), (2, 1))
        self.assertIn("full_name = name", screened["columns"])
        self.assertTrue(all(len(x["sha256"]) == 64 for x in screened["audit"]["lists"]))
        self.refused("POST", "/api/screening", 422, body=b"")
        self.refused("POST", "/api/screening", 422, body=b"\xff\xfe1")
        self.refused("POST", "/api/screening?map=nothing", 422, body=table)
        self.refused("POST", "/api/screening?map=none=name", 422, body=table)

    def test_quiet_ledgers_in_the_body(self):
        read = lambda name: (SOURCE / "examples" / name).read_bytes()
        tables = {"exports": read("trade/exports.csv").decode(), "imports": read("trade/imports.csv").decode()}
        mirror = self.ask("POST", "/api/trade/mirror", body=tables).json()
        self.assertIn("Eastvale", [r["partner"] for r in mirror["rows"]])
        self.assertEqual({r["partner"] for r in self.ask("POST", "/api/trade/mirror?partner=Eastvale", body=tables).json()["rows"]}, {"Eastvale"})
        self.refused("POST", "/api/trade/mirror", 422, body={"exports": "a"})
        self.refused("POST", "/api/trade/mirror", 422, body={"exports": 1, "imports": 2})
        self.refused("POST", "/api/trade/mirror", 422, body={"exports": "nothing", "imports": "nothing"})
        votes = self.ask("POST", "/api/votes?pair=Middleton,Sudmark", body=read("votes/votes.csv")).json()
        self.assertEqual([c["year"] for c in votes["changes"]["rows"]], [2017])
        self.assertEqual(sum(r["n"] for r in votes["agreement"]["rows"]), votes["agreement"]["n"])
        self.assertEqual(self.server.ask("POST", "/api/votes?pair=Nowhere,Sudmark", body=read("votes/votes.csv")).status // 100, 4)
        self.refused("POST", "/api/votes?pair=a,b", 422, body=b"")
        money = self.ask("POST", "/api/money?origin=Pine%20Crest%20Trading&back=Machine%20Works", body=read("money/ledger.csv"))
        self.assertTrue(money.json()["totals"]["conserved"])
        self.assertEqual(money.json()["paths_back"][0]["ways"][0]["payments"][0]["source"], "Pine Crest Trading")
        self.assertNotIn(b"entente-call", money.body)
        self.refused("POST", "/api/money", 422, body=read("money/ledger.csv"))
        self.refused("POST", "/api/money?origin=x", 422, body=b"\x00\x01")

    def test_the_openapi_document_and_the_server_agree(self):
        document = self.get("/openapi.json").json()
        self.assertEqual(document["openapi"], "3.1.0")
        fill = {"dataset": "default", "id": "p-kim", "property": "ownershipOwner"}
        for path, operations in document["paths"].items():
            target = path
            for name, value in fill.items():
                target = target.replace("{" + name + "}", value)
            self.assertNotIn("{", target)
            for method, operation in operations.items():
                known = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
                for parameter in operation["parameters"]:
                    self.assertTrue(parameter["schema"]["type"])
                # A parameter that the document does not have is refused, and every one it has is known.
                answer = self.server.ask(method.upper(), target + "?certainly_not=1", token=ADMIN,
                                         headers={"Content-Type": "application/json"})
                self.assertEqual((answer.status, answer.json()["piece"]), (400, "certainly_not"), path)
                allowed = answer.json()["allowed"].split(", ") if known else []
                self.assertEqual(allowed, known, path)
                other = "POST" if method == "get" else "GET"
                if other.lower() not in operations:
                    self.assertEqual(self.server.ask(other, target).status, 405, path)


class Writing(Base):
    def test_a_report_is_added_and_told_by_events(self):
        report = "Iran delivered 300 drones to Russia in March 2025, according to Ukrainian intelligence.\n"
        before = self.get("/api/ledger").json()
        answer = self.ask("POST", "/api/documents?name=../../etc/new%20report.txt&published=2025-04-01", 202,
                          body=report.encode(), token=ANALYST)
        job = answer.json()["job"]
        connection = self.server.connect()
        connection.request("GET", f"/api/jobs/{job}/events")
        response = connection.getresponse()
        self.assertEqual(response.getheader("Content-Type"), "text/event-stream")
        events = [json.loads(line[6:]) for line in response.read().decode().splitlines() if line.startswith("data: ")]
        self.assertEqual(events[-1]["state"], "done")
        result = events[-1]["results"][0]
        self.assertEqual((result["path"], result["added"]), ("new report.txt", True))
        after = self.get("/api/ledger").json()
        self.assertEqual(after["revision"], before["revision"] + 1)
        self.assertGreater(after["claims"], before["claims"])
        # The old revision still says what it said.
        self.assertEqual(self.get(f"/api/ledger?revision={before['revision']}").json()["claims"], before["claims"])
        self.refused("GET", "/api/jobs/999", 404)
        again = self.ask("POST", "/api/documents?name=x.txt&wait=true", 201, body=report.encode(), token=ANALYST).json()
        self.assertFalse(again["results"][0]["added"])
        bad = self.ask("POST", "/api/documents?name=x.pdf&wait=true", 422, body=b"%PDF-1.4 broken", token=ANALYST).json()
        self.assertEqual(bad["state"], "failed")
        self.assertTrue(bad["problems"])
        self.assertNotIn(str(self.folder), json.dumps(bad))
        self.refused("POST", "/api/documents", 422, body=b"", token=ANALYST)

    def test_a_list_that_is_added_is_matched_at_once(self):
        line = json.dumps({"id": "n-1", "schema": "Person", "datasets": ["fresh"],
                           "properties": {"name": ["Zebulon Quartermain"]}})
        question = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Quartermain, Zebulon"]}}}}
        self.assertEqual(self.ask("POST", "/match/default", body=question).json()["responses"]["q"]["results"], [])
        self.ask("POST", "/api/documents?name=fresh.ftm.json&wait=true", 201, body=line.encode(), token=ANALYST)
        results = self.ask("POST", "/match/fresh", body=question).json()["responses"]["q"]["results"]
        self.assertEqual(results[0]["id"], "n-1")

    def test_sources_are_graded_and_claims_accepted_and_corrected(self):
        name = next(s["name"] for s in self.get("/api/sources").json()["sources"] if s["kind"] == "publisher" and s["name"])
        decide = lambda *words, why="known": self.ask("POST", "/api/judgements", 201, token=ANALYST,
                                                      body={"kind": words[0], "targets": list(words[1:]), "why": why}).json()
        decide("regrade", name, "C")
        last = decide("regrade", name, "B", why="ten years of reports")
        graded = lambda: next(s for s in self.get("/api/sources").json()["sources"] if s["name"] == name)
        self.assertEqual({k: graded()["grade"][k] for k in ("grade", "by", "why")}, {"grade": "B", "by": "lee", "why": "ten years of reports"})
        self.assertEqual([g["grade"] for g in graded()["grades"]], ["C", "B"])
        decide("undo", str(last["revision"]))
        self.assertEqual(graded()["grade"]["grade"], "C")
        claims = self.get("/api/claims?actor=kp&actor=ru&limit=1000").json()["claims"]
        accepted = decide("accept", claims[0]["id"])
        self.assertEqual((accepted["kind"], accepted["a"]), ("accept", claims[0]["id"]))
        whole = lambda: self.get("/api/claims?actor=kp&actor=ru&limit=1000").json()["claims"]
        self.assertEqual(len(whole()), len(claims))
        made = decide("correct", claims[0]["id"], "Russia gave it to North Korea", why="read wrongly")
        self.assertEqual(made["value"], "Russia gave it to North Korea")
        self.assertEqual(len(whole()), len(claims) - 1)  # a wrong reading counts for nothing
        document = self.get("/api/documents/" + claims[0]["document"]["id"]).json()
        self.assertEqual(next(c for c in document["claims"] if c["id"] == claims[0]["id"])["rejected"], made["revision"])
        decide("undo", str(made["revision"]))
        self.assertEqual(len(whole()), len(claims))
        for targets in ([claims[0]["id"]], [claims[0]["id"], ""], ["zzzz", "so it is"]):
            self.assertIn(self.server.ask("POST", "/api/judgements", token=ANALYST,
                                          body={"kind": "correct", "targets": targets, "why": "x"}).status, (404, 422))

    def test_decisions_of_screening_are_kept_and_found_again(self):
        head, row = "id,full_name,date_of_birth\n", "c-9,MOROZOV Vladimir,1961-03-04\n"
        screened = lambda table: self.ask("POST", "/api/screening", body=table.encode()).json()["results"][0]
        asked = screened(head + row)
        hit = asked["results"][0]
        self.assertNotIn("decision", hit)
        decide = lambda kind, *targets, status=201: self.ask(
            "POST", "/api/judgements", status, token=ANALYST,
            body={"kind": kind, "targets": list(targets), "why": "our customer is a baker"}).json()
        propositions = self.get("/api/propositions?actor=kp&actor=ru&limit=3").json()["propositions"]
        made = decide("clear", hit["id"], asked["asked"], "0.97")
        again = screened(head + row)["results"][0]["decision"]
        self.assertEqual({k: again[k] for k in ("verdict", "who", "why", "score", "revision")},
                         {"verdict": "clear", "who": "lee", "why": "our customer is a baker", "score": "0.97", "revision": made["revision"]})
        # The same in another order of columns; but not what says something else, nor of another entity.
        self.assertIn("decision", screened("full_name,date_of_birth,id\nMOROZOV Vladimir,1961-03-04,c-9\n")["results"][0])
        self.assertNotIn("decision", screened(head + "c-9,MOROZOV Vladimir,1961\n")["results"][0])
        self.assertNotIn("decision", screened(head + "c-8,MOROZOV Vladimir,1961-03-04\n")["results"][0])
        self.assertEqual(self.get("/api/propositions?actor=kp&actor=ru&limit=3").json()["propositions"], propositions)
        last = decide("match", hit["id"], asked["asked"])  # the later one decides
        self.assertEqual(screened(head + row)["results"][0]["decision"]["verdict"], "match")
        listed = self.get("/api/judgements?kind=match&kind=clear").json()["judgements"]
        self.assertEqual([(j["kind"], j["holds"]) for j in listed], [("clear", True), ("match", True)])
        self.assertEqual(json.loads(listed[0]["b"])["properties"]["name"], ["MOROZOV Vladimir"])
        self.assertEqual(self.get("/api/judgements?about=" + hit["id"]).json()["judgements"], listed)
        self.assertEqual(self.get(f"/api/judgements?kind=match&revision={made['revision']}").json()["judgements"], [])
        for revision in (last, made):
            decide("undo", str(revision["revision"]))
        self.assertNotIn("decision", screened(head + row)["results"][0])
        self.refused("GET", "/api/judgements?kind=guess", 422)
        for targets in ([hit["id"]], [hit["id"], "who", "1.2"], ["", "who"], [hit["id"], "x" * 17000]):
            self.refused("POST", "/api/judgements", 422, token=ANALYST, body={"kind": "clear", "targets": targets, "why": "x"})

    def test_decisions_change_what_is_shown_and_can_be_undone(self):
        claim = self.get("/api/claims?actor=kp&limit=1").json()["claims"][0]["id"]
        made = self.ask("POST", "/api/judgements", 201, token=ANALYST,
                        body={"kind": "reject", "targets": [claim], "why": "a misprint"}).json()
        self.assertEqual((made["who"], made["why"], made["holds"]), ("lee", "a misprint", True))
        self.assertNotEqual(self.get("/api/claims?actor=kp&limit=1").json()["claims"][0]["id"], claim)
        self.assertIn(made["id"], [j["id"] for j in self.get("/api/judgements").json()["judgements"]])
        self.ask("POST", "/api/judgements", 201, token=ANALYST,
                 body={"kind": "undo", "targets": [str(made["revision"])], "why": "it was right"})
        self.assertEqual(self.get("/api/claims?actor=kp&limit=1").json()["claims"][0]["id"], claim)
        self.ask("POST", "/api/judgements", 201, token=ANALYST,
                 body={"kind": "merge", "targets": ["p-kim", "ofac-12211"], "why": "the same man"})
        time.sleep(0.1)
        moved = self.server.get("/entities/p-kim")
        self.assertEqual((moved.status, moved.headers["location"]), (308, "/entities/ofac-12211"))
        whole = self.get("/entities/ofac-12211").json()
        self.assertIn("p-kim", whole["referents"])
        self.assertIn("김영철", whole["properties"]["name"])
        for body, status in (({"kind": "nothing", "targets": [claim], "why": "x"}, 422), ({"kind": "reject"}, 422),
                             ({"kind": "reject", "targets": [claim], "why": "x", "who": "me"}, 422),
                             ({"kind": "reject", "targets": ["zzzz"], "why": "x"}, 404), ([], 422)):
            self.refused("POST", "/api/judgements", status, body=body, token=ANALYST)
        self.refused("POST", "/api/judgements", 400, body=b"{", token=ANALYST, headers={"Content-Type": "application/json"})


if __name__ == "__main__":
    unittest.main()
