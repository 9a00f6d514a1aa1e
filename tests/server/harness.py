"""What the tests of the server share: a ledger made once, the real binary on a port of its own.

A test program that imports this is called as: TEST ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

ENTENTE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:3]

PEOPLE = [
    {"id": "p-kim", "schema": "Person", "datasets": ["people"], "referents": ["old-kim"], "target": True,
     "first_seen": "2024-01-02T03:04:05", "last_seen": "2025-01-02T03:04:05", "last_change": "2024-06-01T00:00:00",
     "properties": {"name": ["Kim Yong Chol", "김영철"], "birthDate": ["1946"], "nationality": ["kp"], "topics": ["sanction"],
                    "gender": ["male"]}},
    {"id": "p-morozov", "schema": "Person", "datasets": ["people"],
     "properties": {"name": ["Vladimir Morozov", "Владимир Морозов"], "birthDate": ["1961-03-04"], "nationality": ["ru"],
                    "topics": ["role.pep"]}},
    {"id": "c-shell", "schema": "Company", "datasets": ["people"],
     "properties": {"name": ["Eastern Star Shipping LLC"], "jurisdiction": ["ru"], "country": ["ru"]}},
    {"id": "o-1", "schema": "Ownership", "datasets": ["people"],
     "properties": {"owner": ["p-morozov"], "asset": ["c-shell"], "percentage": ["60"]}},
    {"id": "v-1", "schema": "Vessel", "datasets": ["people"],
     "properties": {"name": ["Hellenic Spirit"], "imoNumber": ["9074729"], "flag": ["pa"], "topics": ["sanction"]}},
]
TOKENS = "reader-one reader reader-secret-0001\nlee analyst analyst-secret-0001\nroot admin admin-secret-0001\n"


class Answer:
    def __init__(self, response):
        self.status, self.body = response.status, response.read()
        self.headers = {k.lower(): v for k, v in response.getheaders()}

    def json(self):
        return json.loads(self.body)


class Server:
    def __init__(self, folder, ledger, *words, tokens=TOKENS, listen="127.0.0.1:0"):
        self.words = [ENTENTE, "serve", "--ledger", ledger, "--listen", listen, *words]
        if tokens is not None:
            (folder / "tokens").write_text(tokens)
            self.words += ["--token-file", folder / "tokens"]
        self.process = subprocess.Popen([str(w) for w in self.words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)},
                                        stdin=subprocess.DEVNULL, cwd=folder)
        line = self.process.stdout.readline().decode()
        if not line.startswith("ready: "):
            raise AssertionError(f"{line!r} {self.process.communicate()[1].decode()!r}")
        self.url = line.split()[1]
        self.port = urllib.parse.urlsplit(self.url).port

    def connect(self, timeout=60):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, target, body=None, headers=None, token=None):
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        if token:
            headers["Authorization"] = "Bearer " + token
        connection = self.connect()
        try:
            connection.request(method, target, body=body, headers=headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, target, **more):
        return self.ask("GET", target, **more)

    def raw(self, data, timeout=15):
        """Everything that comes back for these bytes, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as sock:
            sock.sendall(data)
            out = b""
            try:
                while part := sock.recv(65536):
                    out += part
            except (TimeoutError, ConnectionResetError):
                pass
            return out

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            out, err = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, err.decode()


def make_ledger(folder):
    (folder / "people.ftm.json").write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in PEOPLE))
    ledger = folder / "ledger.db"
    words = [ENTENTE, "add", folder / "people.ftm.json", SOURCE / "examples/lists/ofac-sdn", SOURCE / "examples/reports",
             "--ledger", ledger, "--reader", "fast", "--quiet"]
    done = subprocess.run([str(w) for w in words], capture_output=True, cwd=folder, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return ledger


class Base(unittest.TestCase):
    """One server for all tests of a class; `words` are further arguments."""
    words = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-server-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.ledger = make_ledger(cls.folder)
        cls.server = Server(cls.folder, cls.ledger, *cls.words)
        cls.addClassCleanup(cls.stopped)

    @classmethod
    def stopped(cls):
        status, err = cls.server.stop()
        if status != 0:
            raise AssertionError(f"ended with {status}: {err}")

    def ask(self, method, target, status=200, **more):
        answer = self.server.ask(method, target, **more)
        self.assertEqual(answer.status, status, f"{method} {target}\n{answer.body[:800]!r}")
        self.assertIn("x-ledger-revision", answer.headers)
        return answer

    def get(self, target, status=200, **more):
        return self.ask("GET", target, status, **more)

    def refused(self, method, target, status, **more):
        """A refusal has a detail, and nothing of this machine."""
        answer = self.ask(method, target, status, **more)
        problem = answer.json()
        self.assertIsInstance(problem["detail"], str)
        self.assertNotIn(str(self.folder), answer.body.decode())
        return problem
