"""The server as hostile and careless clients meet it: limits, smuggling, traversal, slowness, tokens, stopping.

Usage: http_test.py ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import gzip
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from harness import ENTENTE, TOKENS, Base, Server, make_ledger

QUESTION = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Kim Yong Chol"]}}}}


class Http(Base):
    def head(self, data):
        return self.server.raw(data).split(b"\r\n", 1)[0]

    def test_every_answer_has_strict_headers(self):
        for target in ("/healthz", "/", "/nothing", "/api/ledger"):
            headers = self.server.get(target).headers
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["x-frame-options"], "DENY")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotIn("access-control-allow-origin", headers)
            self.assertIn("x-ledger-revision", headers)

    def test_ambiguous_lengths_are_refused_and_the_connection_ends(self):
        smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for head in (b"Content-Length: 4\r\nContent-Length: 40\r\n",
                     b"Content-Length: 4\r\nContent-Length: 4\r\n",
                     b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                     b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                     b"Transfer-Encoding: xchunked\r\n", b"Transfer-Encoding: chunked, identity\r\n",
                     b"Transfer-Encoding : chunked\r\n", b"Content-Length: +4\r\n", b"Content-Length: 4x\r\n",
                     b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n"):
            out = self.server.raw(b"POST /match/default HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n0\r\n\r\n" + smuggled)
            self.assertRegex(out, rb"^HTTP/1\.1 4\d\d ", head)
            self.assertEqual(out.count(b"HTTP/1.1 "), 1 + out.count(b"no HTTP/1.1 "), head)

    def test_heads_that_are_none_are_refused(self):
        for data in (b"GET /healthz HTTP/1.1\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n",
                     b"GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
                     b"GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n", b"GET\r\n\r\n",
                     b"GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nA\x00b: c\r\n\r\n"):
            self.assertRegex(self.head(data), rb"^HTTP/1\.1 4\d\d ", data)
        self.assertIn(b" 431 ", self.head(b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 20000 + b"\r\n\r\n"))
        self.assertRegex(self.head(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                         rb" 414 ")

    def test_no_path_leads_out_of_the_pages(self):
        for path in ("/../etc/passwd", "/..%2f..%2fetc/passwd", "/assets/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                     "/assets//etc/passwd", "//etc/passwd", "/.git/config", "/view/../../etc/passwd%00",
                     "/entities/..%2f..%2fetc%2fpasswd", "/api/documents/..%2f..%2fetc%2fpasswd", "/assets/%00"):
            out = self.server.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.assertNotIn(b"root:", out, path)
            if not path.startswith("/view/"):
                self.assertRegex(out, rb"^HTTP/1\.1 4\d\d ", path)

    def test_no_value_makes_a_header_of_its_own(self):
        for target in (b"/entities/old-kim/adjacent/x%0d%0aX-Evil:%201", b"/entities/old-kim/adjacent/x%0aX-Evil:%201",
                       b"/entities/old-kim/adjacent/x%0d%0a%0d%0a%3Cscript%3E", b"/entities/old-kim?nested=%0d%0aX-Evil:1",
                       b"/nothing%0d%0aX-Evil:%201", b"/api/jobs/1%0d%0aX-Evil:%201"):
            out = self.server.raw(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.assertRegex(out, rb"^HTTP/1\.1 4\d\d ", target)
            self.assertNotIn(b"\nX-Evil", out, target)
            self.assertEqual(out.count(b"\r\n\r\n"), 1, target)
        answer = self.server.get("/entities/old-kim/adjacent/%3Cb%3E%26%20x")
        self.assertEqual((answer.status, answer.headers["location"]), (308, "/entities/p-kim/adjacent/%3Cb%3E%26%20x"))

    def test_heads_and_bodies_in_pieces_are_as_those_in_one(self):
        body = json.dumps(QUESTION).encode()
        plain = b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        chunked = b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(
            b"%x\r\n%s\r\n" % (len(body[at:at + 7]), body[at:at + 7]) for at in range(0, len(body), 7)) + b"0\r\n\r\n"
        tail = lambda out: out.split(b"\r\n\r\n", 1)[1]
        whole = self.server.raw(plain)
        self.assertIn(b" 200 OK", whole)
        self.assertEqual(tail(self.server.raw(chunked)), tail(whole))
        for data, step in ((plain, 1), (chunked, 1), (plain, 61), (chunked, 97)):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as sock:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for at in range(0, len(data), step):
                    sock.sendall(data[at:at + step])
                    if step > 1 or at % 16 == 0:
                        time.sleep(0.001)
                out = b""
                while part := sock.recv(65536):
                    out += part
            self.assertEqual(tail(out), tail(whole), step)

    def test_a_large_answer_comes_whole_to_a_slow_reader(self):
        target = b"/api/claims?limit=1000"
        whole = self.server.get(target.decode()).body
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.settimeout(20)
            sock.connect(("127.0.0.1", self.server.port))
            sock.sendall((b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n") * 30 +
                         b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            out = b""
            while part := sock.recv(65536):
                out += part
        self.assertEqual(out.count(whole), 31)

    def test_other_hosts_are_not_answered_for(self):
        for host in ("evil.example", "127.evil.example", "127.0.0.1.evil.example", "127.0.0.1:80.evil.example", "[::1].evil.example",
                     "localhost.evil.example", "127.0.0.1@evil.example", "", "1270.0.0.1"):
            self.refused("GET", "/healthz", 421, headers={"Host": host})
        for host in ("localhost", "127.0.0.1:1", "[::1]:80"):
            self.get("/healthz", headers={"Host": host})

    def test_methods(self):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            answer = self.ask(method, "/healthz", 405)
            self.assertIn("GET", answer.headers["allow"])
        self.assertEqual(self.ask("GET", "/match/default", 405).headers["allow"], "POST")
        head = self.ask("HEAD", "/api/ledger")
        self.assertEqual(head.body, b"")
        self.assertGreater(int(head.headers["content-length"]), 100)

    def test_bodies_have_limits(self):
        self.refused("POST", "/match/default", 413, body=b"{" + b" " * (9 << 20), headers={"Content-Type": "application/json"})
        self.refused("GET", "/healthz", 413, body=b"x" * 10)
        # Told by chunks, so that no length warns.
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        data = b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 200
        self.assertIn(b" 413 ", self.head(data))

    def test_compression_and_keep_alive(self):
        connection = self.server.connect()
        for _ in range(3):
            connection.request("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            body = response.read()
            self.assertEqual(response.getheader("Content-Encoding"), "gzip")
            self.assertEqual(json.loads(gzip.decompress(body))["openapi"], "3.1.0")
        connection.request("GET", "/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
        self.assertIsNone(connection.getresponse().getheader("Content-Encoding"))
        connection.close()

    def test_pipelined_requests_are_answered_in_order(self):
        out = self.server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3 +
                              b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        self.assertEqual(out.count(b"HTTP/1.1 200"), 4)

    def test_expect_continue(self):
        body = json.dumps(QUESTION).encode()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as sock:
            sock.sendall(b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n"
                         b"Content-Length: %d\r\n\r\n" % len(body))
            self.assertIn(b"100 Continue", sock.recv(1000))
            sock.sendall(body)
            self.assertIn(b"200 OK", sock.recv(1000))

    def test_stuck_clients_do_not_slow_a_new_one(self):
        stuck = []
        for i in range(64):
            sock = socket.create_connection(("127.0.0.1", self.server.port))
            sock.sendall((b"", b"GET /hea", b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
                          b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)[i % 4])
            stuck.append(sock)
        took = []
        for _ in range(20):
            since = time.monotonic()
            self.get("/healthz")
            self.ask("POST", "/match/default", body=QUESTION)
            took.append(time.monotonic() - since)
        self.assertLess(sorted(took)[10], 0.1)
        for sock in stuck:
            sock.close()

    def test_many_at_once_get_whole_answers(self):
        failures = []

        def run():
            try:
                connection = self.server.connect()
                for _ in range(40):
                    connection.request("POST", "/match/default", body=json.dumps(QUESTION))
                    response = connection.getresponse()
                    if response.status != 200 or not json.loads(response.read())["responses"]["q"]["results"]:
                        failures.append(response.status)
                connection.close()
            except Exception as error:
                failures.append(error)
        threads = [threading.Thread(target=run) for _ in range(8)]
        for t in threads:
            t.start()
        for _ in range(3):
            self.ask("POST", "/updatez", token="admin-secret-0001")
        for t in threads:
            t.join()
        self.assertEqual(failures, [])


class Rights(Base):
    def test_writing_needs_a_token_with_the_role(self):
        body = {"kind": "reject", "targets": ["0"], "why": "x"}
        for token, status in ((None, 401), ("wrong", 401), ("reader-secret-0001", 403)):
            self.refused("POST", "/api/judgements", status, body=body, token=token)
            self.refused("POST", "/api/documents?name=a.txt", status, body=b"text", token=token)
        self.assertEqual(self.get("/api/whoami").json()["role"], "reader")
        self.assertEqual(self.get("/api/whoami", token="analyst-secret-0001").json(),
                         {"name": "lee", "role": "analyst", "writes": True, "tokens": True})

    def test_pages_of_other_sites_may_not_write(self):
        body = {"kind": "reject", "targets": ["0"], "why": "x"}
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            self.refused("POST", "/api/judgements", 403, body=body, token="analyst-secret-0001", headers=headers)
            # Nor have a reader's machine compute for them; who holds a token is no browser that was led there.
            for target in ("/match/default", "/api/screening", "/api/money?origin=x"):
                self.refused("POST", target, 403, body=QUESTION, headers=headers)
            self.ask("POST", "/match/default", body=QUESTION, headers=headers, token="reader-secret-0001")
        self.refused("POST", "/api/judgements", 415, body=b"{}", token="analyst-secret-0001",
                     headers={"Content-Type": "text/plain"})
        own = {"Origin": f"http://127.0.0.1:{self.server.port}", "Sec-Fetch-Site": "same-origin"}
        self.refused("POST", "/api/judgements", 404, body=body, token="analyst-secret-0001", headers=own)


class Starting(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-server-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def fails(self, *words):
        done = subprocess.run([ENTENTE, "serve", "--ledger", self.folder / "l.db", *map(str, words)], capture_output=True,
                              env={"PATH": os.environ["PATH"], "HOME": str(self.folder)}, timeout=60, check=False)
        return done.returncode, done.stderr.decode()

    def test_what_is_open_to_others_needs_tokens(self):
        status, err = self.fails("--listen", "0.0.0.0:0")
        self.assertEqual(status, 2)
        self.assertIn("--token-file", err)
        for listen in ("nonsense", "127.0.0.1", "127.0.0.1:99999", "example.org:80", ":80"):
            self.assertEqual(self.fails("--listen", listen)[0], 2, listen)
        (self.folder / "bad").write_text("lee captain blake2b:00\n")
        self.assertEqual(self.fails("--token-file", self.folder / "bad")[0], 2)
        self.assertEqual(self.fails("--token-file", self.folder / "absent")[0], 2)
        self.assertNotEqual(self.fails("--index", self.folder / "absent.index")[0], 0)

    def test_an_address_in_use_is_told(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            status, err = self.fails("--listen", f"127.0.0.1:{taken.getsockname()[1]}")
        self.assertEqual(status, 5)
        self.assertIn("listen", err)

    def test_open_to_others_even_readers_need_a_token(self):
        server = Server(self.folder, self.folder / "l.db", listen="0.0.0.0:0")
        try:
            self.assertEqual(server.get("/healthz").status, 200)
            self.assertEqual(server.get("/api/ledger").status, 401)
            self.assertEqual(server.get("/api/ledger", token="reader-secret-0001").status, 200)
        finally:
            server.stop()

    def test_a_hashed_token_and_an_empty_ledger(self):
        made = subprocess.run([ENTENTE, "token", "--role", "analyst", "--name", "kay"], capture_output=True, check=True)
        token = made.stderr.decode().strip()
        self.assertNotIn(token, made.stdout.decode())
        server = Server(self.folder, self.folder / "new.db", tokens=made.stdout.decode())
        try:
            self.assertEqual(server.get("/api/whoami", token=token).json()["name"], "kay")
            self.assertEqual(server.get("/api/ledger").json()["revision"], 0)
            self.assertEqual(server.get("/search/default").json()["total"]["value"], 0)
            self.assertEqual(server.ask("POST", "/match/default", body=QUESTION).json()["responses"]["q"]["results"], [])
            for target in ("/api/documents", "/api/claims", "/api/propositions", "/api/lists", "/catalog"):
                self.assertEqual(server.get(target).status, 200, target)
        finally:
            self.assertEqual(server.stop()[0], 0)

    def test_it_stops_after_what_is_under_way(self):
        ledger = make_ledger(self.folder)
        server = Server(self.folder, ledger, tokens=TOKENS)
        idle = server.connect()
        idle.request("GET", "/healthz")
        idle.getresponse().read()
        busy = server.connect()
        busy.request("GET", "/api/brief?a=kp&b=ru&format=json")
        time.sleep(0.02)
        since = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        response = busy.getresponse()
        self.assertEqual(response.status, 200)
        self.assertEqual(json.loads(response.read())["schema"].split(".")[0], "entente")
        server.process.wait(timeout=20)
        self.assertEqual(server.process.returncode, 0)
        self.assertLess(time.monotonic() - since, 8)


if __name__ == "__main__":
    unittest.main()
