"""The second extractor against a local stand-in for an endpoint that answers, lies, stalls and sends
junk. Nothing leaves this machine.

Usage: extractor_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import http.server
import json
import threading
import time
import unittest

from harness import Base

TEXT = ("North Korea sent at least 28,000 containers of shells to Russia in May 2024, officials said. "
        "Russia denied it.\n")
GOOD = {"quote": "North Korea sent at least 28,000 containers of shells to Russia in May 2024", "kind": "transfer",
        "subject": [{"text": "North Korea", "state": "kp"}], "counterpart": [{"text": "Russia", "state": "ru"}],
        "object": [{"text": "shells", "goods": ["ammunition"]}],
        "quantity": [{"text": "at least 28,000", "low": 28000, "of": "containers"}],
        "when": {"text": "in May 2024", "start": "2024-05", "end": "2024-05"},
        "polarity": "positive", "modality": "reported",
        "attribution": [{"text": "officials", "state": "xx", "cue": "said"}]}


def changed(**by):
    return {**json.loads(json.dumps(GOOD)), **by}


LIES = [
    changed(quote="North Korea sent 50,000 containers of shells to Russia"),
    changed(quote="north korea sent at least 28,000 containers of shells to Russia"),
    changed(quote=""), changed(quote=None), changed(quote="sent at least 28,000 containers of shells to Russia "),
    changed(subject=[{"text": "Iran", "state": "ir"}]), changed(subject=[]), changed(subject="North Korea"),
    changed(subject=[{"text": "North Kor", "state": "kp"}]), changed(subject=[{"text": "North Korea", "state": "KP!"}]),
    changed(object=[{"text": "missiles"}]), changed(kind="teleport"), changed(modality="certain"),
    changed(polarity="good"), changed(quantity=[{"text": "about 28,000"}]), changed(when={"text": "in June 2024"}),
    changed(attribution=[{"text": "The president", "cue": "said"}]), changed(quantity=[{"text": "28,000", "low": 9, "high": 1}]),
    "a claim", 7, None, [], {},
]


def answer(claims):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": json.dumps({"claims": claims})}}]})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients that go away are part of the test


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append((self.path, dict(self.headers), json.loads(body)))
        self.server.act(self)

    def send(self, body, status=200, length=None):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


class Extractor(Base):
    def setUp(self):
        super().setUp()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.requests = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        self.path = self.write("report.txt", TEXT.encode())

    def flags(self, name="llm", *more):
        return ["--extractor", name, "--endpoint", self.url, "--model", "stand-in", "--timeout", "3", *more]

    def acts(self, act):
        self.server.act = act

    def test_keeps_what_stands_in_the_text(self):
        self.acts(lambda h: h.send(answer([GOOD])))
        claims = self.claims("read", self.path, *self.flags())
        self.assertEqual(len(claims), 1)
        claim = claims[0]
        self.assertEqual(claim["document"]["extractor"], {"name": "llm:stand-in", "version": "1"})
        self.assertEqual(claim["kind"], "transfer")
        for span in [claim["quote"], *claim["subject"], *claim["counterpart"], *claim["object"], *claim["attribution"]]:
            self.assertEqual(TEXT[span["start"]:span["end"]], span["text"])
        path, headers, body = self.server.requests[0]
        self.assertEqual(path, "/v1/chat/completions")
        self.assertEqual(body["model"], "stand-in")
        self.assertNotIn("Authorization", headers)

    def test_lies_are_dropped(self):
        self.acts(lambda h: h.send(answer(LIES + [GOOD] + LIES)))
        self.assertEqual(len(self.claims("read", self.path, *self.flags())), 1)
        self.acts(lambda h: h.send(answer(LIES)))
        self.claims("read", self.path, *self.flags(), status=1)

    def test_junk_is_a_problem_and_no_claim(self):
        deep = "[" * 200000
        for junk in (b"", b"\xff\xfe\x00junk", b"null", b"[]", b'{"choices":[]}', b'{"choices":[{"message":{}}]}',
                     b'{"choices":[{"message":{"content":"I cannot help"}}]}', b'{"choices":7}', deep.encode(),
                     answer([GOOD])[:-20].encode(), b'{"choices":[{"message":{"content":"{\\"claims\\":7}"}}]}',
                     json.dumps({"choices": [{"message": {"content": "{" + deep + "}"}}]}).encode()):
            self.acts(lambda h, junk=junk: h.send(junk))
            out, err = self.run_it("read", self.path, "--jsonl", *self.flags(), status=3)
            self.assertEqual(out, "", junk[:60])
            self.assertIn("E-SERVICE", err, junk[:60])

    def test_words_around_the_object_are_allowed(self):
        content = "Here it is:\n```json\n" + json.dumps({"claims": [GOOD]}) + "\n```"
        self.acts(lambda h: h.send(json.dumps({"choices": [{"message": {"content": content}}]})))
        self.assertEqual(len(self.claims("read", self.path, *self.flags())), 1)

    def test_a_stall_ends_at_the_timeout(self):
        self.acts(lambda h: time.sleep(20))
        begin = time.monotonic()
        _, err = self.run_it("read", self.path, *self.flags(), status=3)
        self.assertIn("E-SERVICE", err)
        self.assertLess(time.monotonic() - begin, 15)

    def test_a_body_cut_short_is_a_problem(self):
        self.acts(lambda h: h.send(answer([GOOD])[:40], length=4000))
        _, err = self.run_it("read", self.path, *self.flags(), status=3)
        self.assertIn("E-SERVICE", err)

    def test_a_huge_body_is_refused(self):
        self.acts(lambda h: h.send(b" " * (8 << 20)))
        _, err = self.run_it("read", self.path, *self.flags(), status=3)
        self.assertIn("E-TOO-LARGE", err)

    def test_what_may_pass_is_tried_again_and_what_may_not_is_not(self):
        def busy_once(h):
            h.send("busy", status=503) if len(self.server.requests) < 2 else h.send(answer([GOOD]))
        self.acts(busy_once)
        self.assertEqual(len(self.claims("read", self.path, *self.flags())), 1)
        self.assertEqual(len(self.server.requests), 2)
        for status, tries in ((401, 1), (404, 1), (302, 1), (500, 3), (429, 3)):
            self.server.requests.clear()
            self.acts(lambda h, status=status: h.send("no", status=status))
            _, err = self.run_it("read", self.path, *self.flags(), status=3)
            self.assertIn(f"status {status}", err)
            self.assertEqual(len(self.server.requests), tries, status)

    def test_nobody_there(self):
        flags = ["--extractor", "llm", "--endpoint", "http://127.0.0.1:1", "--model", "m"]
        _, err = self.run_it("read", self.path, *flags, status=3)
        self.assertIn("E-SERVICE", err)

    def test_the_key_comes_from_a_file_and_stays_off_the_messages(self):
        self.acts(lambda h: h.send("denied", status=401))
        key = self.write("key", b"sk-secret-1\n")
        _, err = self.run_it("read", self.path, *self.flags("llm", "--key-file", key), status=3)
        self.assertEqual(self.server.requests[0][1]["Authorization"], "Bearer sk-secret-1")
        self.assertNotIn("sk-secret", err)
        self.run_it("read", self.path, "--extractor", "llm", "--endpoint", "http://example.org/v1", "--model", "m",
                    "--key-file", key, status=2)

    def test_choices_that_make_no_sense(self):
        for words in (["--extractor", "magic"], ["--extractor", "llm"], ["--endpoint", self.url],
                      ["--extractor", "llm", "--endpoint", "file:///etc/passwd", "--model", "m"],
                      ["--extractor", "llm", "--endpoint", self.url]):
            self.run_it("read", self.path, *words, status=2)
        self.assertEqual(self.server.requests, [])

    def test_the_reader_asks_nobody(self):
        self.claims("read", self.path)
        self.assertEqual(self.server.requests, [])

    def test_both_stand_side_by_side_in_the_ledger(self):
        self.acts(lambda h: h.send(answer([GOOD])))
        self.run_it("add", self.path, *self.flags("both"))
        self.run_it("verify")
        llm = self.claims("claims", "--extractor", "llm")
        reader = self.claims("claims", "--extractor", "reader")
        self.assertEqual([c["document"]["extractor"]["name"] for c in llm], ["llm:stand-in"])
        self.assertTrue(reader and all("extractor" not in c["document"] for c in reader))
        self.assertEqual(len(self.claims("claims")), len(llm) + len(reader))


if __name__ == "__main__":
    unittest.main()
