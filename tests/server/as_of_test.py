"""Every answer as it was: each GET route of the table takes ?as_of= (a day, or r17 for a revision), ?revision= and ?known_by=,
and what it then says is what it said.

Usage: as_of_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import unittest
import urllib.parse

from harness import Base

ANALYST, ADMIN = "analyst-secret-0001", "admin-secret-0001"
# Of the server, not of the ledger: what it does now.
OF_NOW = {"/healthz", "/readyz", "/api/whoami", "/api/jobs", "/api/jobs/{id}", "/api/jobs/{id}/events"}
# The program's own, the same at any time.
OF_THE_PROGRAM = {"/algorithms", "/openapi.json", "/api/words", "/reconcile/{dataset}/suggest/property",
                  "/reconcile/{dataset}/suggest/type", "/reconcile/{dataset}/extend/property"}
VALUES = {"a": "kp", "b": "ru", "from": "kp", "to": "ru", "who": "kp", "q": "missiles", "since": "2", "of": "kinds"}


class AsOf(Base):
    def targets(self):
        """Path of the table, target with what it needs."""
        claim = self.get("/api/claims?actor=kp&actor=ru&limit=1").json()["claims"][0]
        proposition = self.get("/api/propositions?actor=kp&actor=ru&limit=1").json()["propositions"][0]["id"]
        ids = {"/api/documents/{id}": claim["document"]["id"], "/api/claims/{id}": claim["id"], "/api/propositions/{id}": proposition}
        for path, operations in self.get("/openapi.json").json()["paths"].items():
            if "get" not in operations:
                continue
            target = path.replace("{dataset}", "default").replace("{property}", "ownershipOwner")
            target = target.replace("{id}", ids.get(path, "p-morozov"))
            parameters = operations["get"]["parameters"]
            needed = {p["name"]: VALUES[p["name"]] for p in parameters
                      if p["in"] == "query" and (p.get("required") or (p["name"] == "b" and path == "/api/ties"))}
            yield path, target + "?" + urllib.parse.urlencode(needed), {p["name"] for p in parameters}

    def test_every_get_route_can_be_asked_as_of_a_day_or_a_revision(self):
        now = self.get("/api/ledger").json()["revision"]
        for path, target, parameters in list(self.targets()):
            if path in OF_NOW:
                self.assertNotIn("as_of", parameters, path)
                continue
            with self.subTest(path):
                self.assertLessEqual({"as_of", "revision", "known_by"}, parameters)
                whole = self.get(target)
                self.assertEqual(int(whole.headers["x-ledger-revision"]), now)
                for as_of in ("2024-12-31", "2025-06", "2025", "1999", "r4", f"r{now}"):
                    answer = self.server.get(f"{target}&as_of={as_of}")
                    self.assertIn(answer.status, (200, 404), (as_of, answer.body[:300]))
                    self.assertEqual(int(answer.headers["x-ledger-revision"]), now)
                    if path in OF_THE_PROGRAM:
                        self.assertEqual(answer.body, whole.body)
                    if answer.status == 404:
                        self.assertIn("detail", answer.json())
                for revision in (4, now):
                    self.assertEqual(self.server.get(f"{target}&as_of=r{revision}").body, self.server.get(f"{target}&revision={revision}").body)
                if whole.headers["content-type"] == "application/json":
                    self.assertEqual(self.get(f"{target}&as_of=r{now}").json(), whole.json())
                for wrong in ("soon", "r0", "r-1", "r", "r1x", "R4", "r99999999999", "2024-13", "2024-02-30", "20240101"):
                    self.assertEqual(self.refused("GET", f"{target}&as_of={wrong}", 422)["where"], "query.as_of")
                self.refused("GET", f"{target}&as_of=r4&revision=5", 400)

    def test_own_routes_say_which_revision_they_answer_from(self):
        for path, target, parameters in list(self.targets()):
            if path.startswith("/api/") and "revision" in parameters and path not in OF_THE_PROGRAM | {"/api/graph"}:
                answer = self.server.get(target + "&as_of=r5")
                if answer.status == 200:
                    with self.subTest(path):
                        key = "ledger_revision" if path == "/api/brief" else "revision"
                        # Of a claim it is the one that it entered with.
                        self.assertIn(answer.json().get(key), range(6) if path == "/api/claims/{id}" else (5,), answer.body[:300])

    def test_before_anything_was_added_there_is_nothing(self):
        for path, target, parameters in list(self.targets()):
            if "known_by" not in parameters or path in OF_THE_PROGRAM:
                continue
            answer = self.server.get(target + "&known_by=1999")
            if answer.status == 404 or path in ("/api/graph", "/api/brief", "/reconcile/{dataset}"):
                continue
            self.assertEqual(answer.status, 200, (path, answer.body[:300]))
            body = answer.json()
            self.assertEqual(body.get("revision", 0), 0, path)
            for key in ("documents", "claims", "propositions", "contradictions", "forecasts", "lists", "sources", "judgements", "results",
                        "partners", "forth", "back", "paths", "intermediaries", "components", "neighbours", "links", "result", "ties"):
                self.assertFalse(body.get(key), (path, key))

    def test_lists_as_they_were(self):
        line = lambda id, name: json.dumps({"id": id, "schema": "Person", "datasets": ["late"], "properties": {"name": [name]},
                                            "last_seen": "2025-03-04T00:00:00"}) + "\n"
        before = self.get("/api/ledger").json()["revision"]
        self.ask("POST", "/api/documents?name=late.ftm.json&list=late&wait=true", 201, token=ANALYST, body=line("l-1", "Zebulon Quartermain").encode())
        after = self.get("/api/ledger").json()["revision"]
        question = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Quartermain, Zebulon"]}}}}
        hits = lambda query: [r["id"] for r in self.ask("POST", "/match/default" + query, body=question).json()["responses"]["q"]["results"]]
        table = "id,full_name\n1,Zebulon Quartermain\n".encode()
        screened = lambda query: self.ask("POST", "/api/screening" + query, body=table).json()
        for then, there in ((f"as_of=r{before}", False), (f"as_of=r{after}", True), (f"revision={before}", False), ("as_of=2025-03-03", False),
                            ("as_of=2025-03-04", True), ("as_of=2025", True), ("as_of=2024", False), ("known_by=1999", False)):
            with self.subTest(then):
                found = self.get("/search/default?q=Quartermain&" + then).json()
                self.assertEqual([r["id"] for r in found["results"]], ["l-1"] * there)
                self.get("/entities/l-1?" + then, 200 if there else 404)
                self.assertEqual("late" in [d["name"] for d in self.get("/catalog?" + then).json()["datasets"]], there)
                self.assertEqual("late" in [x["list"] for x in self.get("/api/lists?" + then).json()["lists"]], there)
                self.assertEqual("late" in [s["name"] for s in self.get("/api/sources?" + then).json()["sources"]], there)
                self.assertEqual(bool(self.get("/reconcile/default/suggest/entity?prefix=Zebul&" + then).json()["result"]), there)
                self.assertEqual(hits("?" + then), ["l-1"] * there)
                self.assertEqual(screened("?" + then)["with_results"], int(there))
                self.assertEqual("late" in [x["dataset"] for x in screened("?" + then)["audit"]["lists"]], there)
        self.assertEqual(hits(""), ["l-1"])

    def test_grades_and_decisions_are_of_the_day_they_were_given(self):
        sources = lambda query="": {s["name"]: s for s in self.get("/api/sources" + query).json()["sources"]}
        name = next(n for n, s in sources().items() if s["kind"] == "publisher" and n)
        made = self.ask("POST", "/api/judgements", 201, token=ANALYST, body={"kind": "regrade", "targets": [name, "B"], "why": "known"}).json()
        self.assertEqual(sources()[name]["grade"]["grade"], "B")
        self.assertIsNone(sources(f"?as_of=r{made['revision'] - 1}")[name]["grade"])
        today = made["added"][:10]
        self.assertEqual(sources("?as_of=" + today)[name]["grade"]["grade"], "B")
        self.assertTrue(all(s["grade"] is None for s in sources("?as_of=2025-12").values()))
        self.assertEqual(self.get("/api/judgements?as_of=2025").json()["judgements"], [])
        self.assertIn(made["id"], [j["id"] for j in self.get("/api/judgements?as_of=" + today).json()["judgements"]])
        early = sources("?as_of=2024-12-31")
        held = self.get("/api/documents?as_of=2024-12-31").json()["total"]
        self.assertEqual(sum(s["documents"] for s in early.values() if s["kind"] == "publisher"), held)
        self.assertLess(held, self.get("/api/documents").json()["total"])

    def test_another_id_leads_on_with_what_was_asked(self):
        answer = self.server.get("/entities/old-kim?as_of=r5&nested=false")
        self.assertEqual((answer.status, answer.headers["location"]), (308, "/entities/p-kim?revision=5&nested=false"))


if __name__ == "__main__":
    unittest.main()
