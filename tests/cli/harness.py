"""What the tests of the command line share: the program, a fresh folder for each test, two reports.

A test program that imports this is called as: TEST ENTENTE SOURCE_FOLDER [unittest arguments]
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ENTENTE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:3]
NOBODY = 65534 if os.geteuid() == 0 else None  # as a user: root reads and writes everything

REPORT = (
    "North Korea shipped at least 148 ballistic missiles to Russia in 2024, according to "
    "Ukrainian intelligence.\n\n"
    "Russia supplied North Korea with air defence systems. Moscow denied that it had sent "
    "technology to Pyongyang.\n"
)
OTHER = "Iran sold hundreds of drones to Russia. Belarus and Russia signed a treaty in May 2023.\n"


class Base(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.ledger = self.folder / "ledger.db"
        self.report = self.write("reports/one.txt", REPORT)
        self.other = self.write("reports/two.txt", OTHER)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def environment(self, more=None):
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder),
                "ENTENTE_LEDGER": str(self.ledger), **(more or {})}

    def start(self, *words, stdin=subprocess.DEVNULL, **more):
        process = subprocess.Popen([ENTENTE, *map(str, words)], stdin=stdin, env=self.environment(),
                                   cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **more)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def in_shell(self, script):
        """The program is "$0"."""
        return subprocess.run(["bash", "-c", script, ENTENTE], env=self.environment(),
                              cwd=self.folder, capture_output=True, timeout=60)

    def wait_until(self, met, seconds=20):
        end = time.monotonic() + seconds
        while not met():
            self.assertLess(time.monotonic(), end, "waited too long")
            time.sleep(0.005)

    def run_it(self, *words, status=0, stdin=None, env=None, user=None):
        done = subprocess.run([ENTENTE, *map(str, words)], input=stdin, env=self.environment(env),
                              cwd=self.folder, capture_output=True, timeout=120, user=user)
        out, err = done.stdout.decode(), done.stderr.decode()
        if status is not None:
            self.assertEqual(done.returncode, status, f"{words}\n{out[:2000]}\n{err[:2000]}")
        return out, err

    def claims(self, *words, status=0):
        out, _ = self.run_it(*words, "--jsonl", status=status)
        return [json.loads(line) for line in out.splitlines()]
