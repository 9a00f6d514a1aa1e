"""The OpenSanctions API by recorded requests: shapes, statuses, and refusals with their piece.

Usage: api_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from harness import ENTENTE, PEOPLE, SOURCE, Base, Server

MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$")


def question(schema="Person", **properties):
    return {"queries": {"q1": {"schema": schema, "properties": properties}}}


class Matching(Base):
    def entity_is_whole(self, e):
        for field in ("id", "caption", "schema"):
            self.assertIsInstance(e[field], str)
        self.assertTrue(all(isinstance(v, list) for v in e["properties"].values()))
        self.assertIsInstance(e["datasets"], list)
        self.assertIsInstance(e["referents"], list)
        self.assertIsInstance(e["target"], bool)
        for field in ("first_seen", "last_seen", "last_change"):
            if e[field] is not None:
                self.assertRegex(e[field], MOMENT)

    def match(self, body, target="/match/default", status=200):
        return self.ask("POST", target, status, body=body)

    def test_match_answers_in_the_shape_of_the_api(self):
        answer = self.match({"queries": {
            "a": {"id": "mine", "schema": "Person", "properties": {"name": "MOROZOV Vladimir", "birthDate": [1961]}},
            "b": {"schema": "Vessel", "properties": {"imoNumber": ["9074729"]}},
            "c": {"schema": "Person", "properties": {"name": ["Nobody Atall"]}}}})
        self.assertEqual(answer.headers["x-batch-size"], "3")
        all_of = answer.json()
        self.assertEqual(all_of["limit"], 5)
        self.assertEqual(set(all_of["responses"]), {"a", "b", "c"})
        one = all_of["responses"]["a"]
        self.assertEqual((one["status"], one["total"]), (200, {"value": 1, "relation": "eq"}))
        self.assertEqual(one["query"], {"id": "mine", "schema": "Person",
                                        "properties": {"name": ["MOROZOV Vladimir"], "birthDate": ["1961"]}})
        best = one["results"][0]
        self.entity_is_whole(best)
        self.assertEqual((best["id"], best["match"]), ("p-morozov", True))
        self.assertGreater(best["score"], 0.9)
        reason = best["explanations"]["name_match"]
        self.assertEqual(set(reason) & {"score", "detail", "query", "candidate"}, {"score", "detail", "query", "candidate"})
        self.assertEqual(all_of["responses"]["b"]["results"][0]["id"], "v-1")
        self.assertEqual(all_of["responses"]["c"]["results"], [])

    def test_a_name_in_another_script_matches(self):
        for name in ("김영철", "Владимир Морозов"):
            found = self.match(question(name=[name])).json()["responses"]["q1"]["results"]
            self.assertTrue(found and found[0]["match"], name)

    def test_a_schema_does_not_answer_for_another(self):
        found = self.match(question("Vessel", name=["Vladimir Morozov"])).json()["responses"]["q1"]["results"]
        self.assertEqual(found, [])

    def test_scope_parameters_narrow(self):
        def ids(parameters, dataset="default", name="Kim Yong Chol"):
            target = f"/match/{dataset}?" + urllib.parse.urlencode(parameters, doseq=True)
            results = self.match(question(name=[name]), target).json()["responses"]["q1"]["results"]
            return {r["id"] for r in results}
        everything = ids({})
        self.assertIn("p-kim", everything)
        self.assertIn("ofac-12211", everything)
        self.assertEqual(ids({}, "people"), {"p-kim"})
        self.assertNotIn("p-kim", ids({"exclude_dataset": "people"}))
        self.assertEqual(ids({"include_dataset": "people"}), {"p-kim"})
        self.assertEqual(ids({"exclude_schema": "Person"}), set())
        self.assertNotIn("p-kim", ids({"exclude_entity_ids": ["p-kim", "other"]}))
        self.assertIn("p-kim", ids({"topics": "sanction"}))
        self.assertEqual(ids({"topics": "role.pep"}), set())
        self.assertEqual(ids({"changed_since": "2024-05-01"}, "people"), {"p-kim"})
        self.assertEqual(ids({"changed_since": "2025-05-01T10:00:00"}, "people"), set())
        self.assertEqual(len(ids({"limit": 1})), 1)

    def test_cutoff_threshold_weights_and_config_are_taken(self):
        answer = self.match({**question(name=["Kim Yong"]), "weights": {"name_match": 0.9},
                             "config": {"nm_number_mismatch": 0.3}}, "/match/default?threshold=0.99&cutoff=0.3&algorithm=logic-v2")
        results = answer.json()["responses"]["q1"]["results"]
        self.assertTrue(results)
        self.assertFalse(any(r["match"] for r in results))

    def test_bad_questions_are_refused_with_piece_and_place(self):
        for body, status, piece in [
                ({"queries": {"q": {"schema": "Nothing", "properties": {}}}}, 400, "Nothing"),
                ({"queries": {"q": {"schema": "Ownership", "properties": {}}}}, 400, "Ownership"),
                ({"queries": {"q": {"properties": {"name": ["x"]}}}}, 422, None),
                ({"queries": {"q": {"schema": "Person"}}}, 422, None),
                ({"queries": {"q": {"schema": "Person", "properties": {"nmae": ["x"]}}}}, 400, "nmae"),
                ({"queries": {"q": {"schema": "Person", "propertys": {}}}}, 422, "propertys"),
                ({"queries": {"q": {"schema": "Person", "properties": {"name": [{"a": 1}]}}}}, 422, "name"),
                ({**question(name="x"), "config": {"nm_nothing": 1}}, 400, "nm_nothing"),
                ({**question(name="x"), "weights": {"a": "b"}}, 422, "a"),
                ({**question(name="x"), "quries": {}}, 422, "quries"),
                ({"queries": {str(i): {"schema": "Person", "properties": {}} for i in range(101)}}, 400, "101"),
                ({}, 422, None), ([], 422, None)]:
            problem = self.refused("POST", "/match/default", status, body=body)
            if piece:
                self.assertEqual(problem["piece"], piece)
            self.assertTrue(problem["where"] and problem["allowed"] is not None)
        for text in (b"{", b"", b"\xff\xfe", b'{"queries":', b"[" * 100000):
            self.refused("POST", "/match/default", 400, body=text, headers={"Content-Type": "application/json"})
        self.refused("POST", "/match/nothing", 404, body=question(name="x"))
        for query in ("limit=501", "limit=-1", "limit=abc", "threshold=2", "algorithm=none", "changed_since=yesterday",
                      "exclude_entity_ids=" + "&exclude_entity_ids=".join(map(str, range(51)))):
            self.refused("POST", "/match/default?" + query, 422, body=question(name="x"))
        self.refused("POST", "/match/default?nothing=1", 400, body=question(name="x"))

    def test_an_empty_batch_is_an_answer(self):
        self.assertEqual(self.match({"queries": {}}).json()["responses"], {})

    def test_search_with_filters_facets_and_pages(self):
        all_of = self.get("/search/default?limit=3&facets=countries&facets=schema&facets=datasets&facets=topics"
                          "&facets=genders&facets=identifiers").json()
        self.assertEqual((len(all_of["results"]), all_of["limit"], all_of["offset"]), (3, 3, 0))
        for e in all_of["results"]:
            self.entity_is_whole(e)
        self.assertEqual(set(all_of["facets"]), {"countries", "schema", "datasets", "topics", "genders", "identifiers"})
        countries = all_of["facets"]["countries"]
        self.assertIn({"name": "ru", "label": "Russia"}, [{k: v[k] for k in ("name", "label")} for v in countries["values"]])
        total = all_of["total"]["value"]
        self.assertEqual(sum(v["count"] for v in all_of["facets"]["schema"]["values"]), total)
        rest = self.get(f"/search/default?limit=500&offset={total - 2}").json()
        self.assertEqual(len(rest["results"]), 2)

        def ids(query):
            return {e["id"] for e in self.get("/search/people?" + query).json()["results"]}
        self.assertEqual(ids("q=Morozov"), {"p-morozov"})
        self.assertEqual(ids("q=9074729"), {"v-1"})
        self.assertEqual(ids("q=p-kim"), {"p-kim"})
        self.assertEqual(ids("schema=Vessel"), {"v-1"})
        self.assertEqual(ids("schema=LegalEntity"), {"p-kim", "p-morozov", "c-shell"})
        self.assertEqual(ids("countries=kp&countries=pa"), {"p-kim", "v-1"})
        self.assertEqual(ids("topics=sanction&countries=kp"), {"p-kim"})
        self.assertEqual(ids("filter=birthDate:1946"), {"p-kim"})
        self.assertEqual(ids("filter=countries:kp&filter=countries:ru&filter_op=AND"), set())
        self.assertEqual(ids("filter=countries:kp&filter=countries:ru"), {"p-kim", "p-morozov", "c-shell"})
        order = [e["id"] for e in self.get("/search/people?schema=Person&sort=birthDate:desc").json()["results"]]
        self.assertEqual(order, ["p-morozov", "p-kim"])
        for query, status in (("limit=501", 422), ("offset=9500", 422), ("schema=Nothing", 400), ("facets=nothing", 422),
                              ("filter=nofield", 422), ("filter=nofield:x", 422), ("sort=nofield:asc", 422), ("sort=birthDate:up", 422), ("filter_op=XOR", 422), ("q=%FF", 400), ("nothing=1", 400)):
            self.refused("GET", "/search/default?" + query, status)
        self.refused("GET", "/search/nothing", 404)

    def test_entities_and_their_neighbours(self):
        owner = self.get("/entities/p-morozov").json()
        self.entity_is_whole(owner)
        relation = owner["properties"]["ownershipOwner"][0]
        self.assertEqual((relation["schema"], relation["properties"]["asset"][0]["id"]), ("Ownership", "c-shell"))
        flat = self.get("/entities/p-morozov?nested=false").json()
        self.assertNotIn("ownershipOwner", flat["properties"])
        page = self.get("/entities/p-morozov/adjacent").json()
        self.assertEqual(page["entity"]["id"], "p-morozov")
        self.assertEqual(page["adjacent"]["ownershipOwner"]["total"], {"value": 1, "relation": "eq"})
        one = self.get("/entities/p-morozov/adjacent/ownershipOwner?limit=5").json()
        self.assertEqual((one["results"][0]["id"], one["limit"], one["offset"]), ("o-1", 5, 0))
        relation = self.get("/entities/o-1").json()
        self.assertEqual(relation["properties"]["owner"][0]["id"], "p-morozov")
        self.refused("GET", "/entities/nobody", 404)
        self.refused("GET", "/entities/nobody/adjacent", 404)
        self.refused("GET", "/entities/p-kim/adjacent/nothing", 404)

    def test_a_merged_id_leads_to_its_entity(self):
        for path in ("", "/adjacent", "/adjacent/ownershipOwner"):
            answer = self.get("/entities/old-kim" + path, 308)
            self.assertEqual(answer.headers["location"], "/entities/p-kim" + path)

    def test_catalogue_algorithms_and_state(self):
        answer = self.get("/catalog")
        sets = {s["name"]: s for s in answer.json()["datasets"]}
        self.assertLessEqual({"people", "us_ofac_sdn"}, set(sets))
        self.assertFalse(answer.json()["index_stale"])
        again = self.get("/catalog", 304, headers={"If-None-Match": answer.headers["etag"]})
        self.assertEqual(again.body, b"")
        self.assertEqual(self.get("/manifest").json(), answer.json())
        algorithms = self.get("/algorithms").json()
        names = [a["name"] for a in algorithms["algorithms"]]
        self.assertIn(algorithms["best"], names)
        self.assertIn(algorithms["default"], names)
        self.assertEqual(self.get("/healthz").json(), {"status": "ok"})
        self.assertEqual(self.get("/readyz").json()["status"], "ok")
        self.refused("POST", "/updatez?token=wrong", 403)
        self.refused("POST", "/updatez", 403)
        self.assertEqual(self.ask("POST", "/updatez?token=admin-secret-0001").json()["status"], "ok")


class Indexed(unittest.TestCase):
    """Lists out of an index, beside a ledger that gets another list while the server runs."""

    def test_an_index_and_a_list_that_comes_later(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-server-"))
        self.addCleanup(shutil.rmtree, folder)
        (folder / "people.ftm.json").write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in PEOPLE))

        def call(*words):
            subprocess.run([ENTENTE, *map(str, words)], check=True, capture_output=True, cwd=folder)
        call("index", "people.ftm.json", "-o", "people.index")
        server = Server(folder, folder / "l.db", "--index", folder / "people.index")
        try:
            body = question(name=["김영철"])
            best = server.ask("POST", "/match/people", body=body).json()["responses"]["q1"]["results"][0]
            self.assertEqual((best["id"], best["first_seen"], best["referents"]), ("p-kim", "2024-01-02T03:04:05", ["old-kim"]))
            self.assertEqual(server.get("/entities/old-kim").status, 308)
            self.assertEqual(server.get("/entities/p-morozov").json()["properties"]["ownershipOwner"][0]["id"], "o-1")
            call("add", SOURCE / "examples/lists/ofac-sdn", "--ledger", "l.db", "--quiet")
            for _ in range(100):
                if server.get("/search/us_ofac_sdn").status == 200:
                    break
                time.sleep(0.1)
            self.assertEqual(server.get("/entities/ofac-12211").status, 200)
            self.assertEqual(server.get("/entities/p-kim").status, 200)
        finally:
            self.assertEqual(server.stop()[0], 0)


class Reconciliation(Base):
    def form(self, **fields):
        body = urllib.parse.urlencode({k: json.dumps(v, ensure_ascii=False) for k, v in fields.items()})
        return self.ask("POST", "/reconcile/default", body=body.encode(),
                        headers={"Content-Type": "application/x-www-form-urlencoded"})

    def test_manifest(self):
        manifest = self.get("/reconcile/default").json()
        self.assertIn("0.2", manifest["versions"])
        for field in ("name", "identifierSpace", "schemaSpace", "view", "defaultTypes", "suggest", "extend"):
            self.assertIn(field, manifest)
        self.assertIn("{{id}}", manifest["view"]["url"])
        for each in manifest["suggest"].values():
            path = urllib.parse.urlsplit(each["service_url"]).path + each["service_path"]
            self.assertIn("result", self.get(path + "?prefix=p").json())
        self.refused("GET", "/reconcile/nothing", 404)
        preview = self.get("/reconcile/default/preview/p-kim")
        self.assertIn("North Korea", preview.body.decode())
        self.assertNotIn("x-frame-options", preview.headers)

    def test_queries(self):
        answer = self.form(queries={
            "q0": {"query": "Vladimir Morozov", "type": "Person", "limit": 3,
                   "properties": [{"pid": "Person:birthDate", "v": "1961"}]},
            "q1": {"query": "Hellenic Spirit"}, "q2": {"query": "Nobody Atall", "type": ["Person"]}})
        self.assertEqual(answer.headers["x-batch-size"], "3")
        found = answer.json()
        best = found["q0"]["result"][0]
        self.assertEqual((best["id"], best["match"], best["type"][0]["id"]), ("p-morozov", True, "Person"))
        self.assertEqual(set(best), {"id", "name", "description", "type", "score", "match"})
        self.assertEqual(found["q1"]["result"][0]["id"], "v-1")
        self.assertFalse(any(r["match"] for r in found["q2"]["result"]))
        # The same by GET, as older clients ask.
        query = urllib.parse.quote(json.dumps({"q0": {"query": "Hellenic Spirit"}}))
        self.assertEqual(self.get("/reconcile/default?queries=" + query).json()["q0"]["result"][0]["id"], "v-1")

    def test_extension(self):
        answer = self.form(extend={"ids": ["p-kim", "nobody"], "properties": [
            {"id": "nationality"}, {"id": "Person:birthDate"}, {"id": "name", "settings": {"limit": 1, "render": "raw"}}]}).json()
        self.assertEqual([m["id"] for m in answer["meta"]], ["nationality", "Person:birthDate", "name"])
        row = answer["rows"]["p-kim"]
        self.assertEqual(row["nationality"], [{"str": "North Korea"}])
        self.assertEqual(row["Person:birthDate"], [{"str": "1946"}])
        self.assertEqual(row["name"], [{"str": "Kim Yong Chol"}])
        self.assertEqual(answer["rows"]["nobody"]["name"], [])
        proposed = self.get("/reconcile/default/extend/property?type=Person&limit=5").json()
        self.assertEqual((proposed["type"], len(proposed["properties"])), ("Person", 5))

    def test_suggestions(self):
        for prefix in ("vlad", "Vladimir Mor", "Hell"):
            found = self.get("/reconcile/default/suggest/entity?prefix=" + urllib.parse.quote(prefix)).json()
            self.assertTrue({"p-morozov", "v-1"} & {r["id"] for r in found["result"]}, prefix)
        self.assertIn("Person:birthDate", [r["id"] for r in
                                           self.get("/reconcile/default/suggest/property?prefix=birthD").json()["result"]])
        self.assertIn("Vessel", [r["id"] for r in self.get("/reconcile/default/suggest/type?prefix=ves").json()["result"]])

    def test_what_is_no_query_is_refused(self):
        for body in (b"", b"queries=%7B", b"queries=[]", b"nothing=1", b"queries=%FF", b"extend=%7B%7D",
                     b"queries=%7B%22q%22%3A%7B%22type%22%3A%22Nothing%22%7D%7D"):
            self.refused("POST", "/reconcile/default", 400, body=body,
                         headers={"Content-Type": "application/x-www-form-urlencoded"})


if __name__ == "__main__":
    unittest.main()
