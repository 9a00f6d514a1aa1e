"""What the tests of the Python package share. Run as: TEST ENTENTE SOURCE_FOLDER [unittest arguments]"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ENTENTE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:3]
REPORTS = SOURCE / "examples" / "reports"
LISTS = SOURCE / "examples" / "lists" / "ofac-sdn"
SHIPS = SOURCE / "examples" / "ships" / "log.csv"
REGISTER = SOURCE / "examples" / "network" / "register.csv"


def has(module):
    try:
        __import__(module)
        return True
    except ImportError:
        return False


class Base(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-python-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.ledger = self.folder / "ledger.db"

    def binary(self, *words, stdin=None):
        """What the program prints."""
        done = subprocess.run([ENTENTE, *map(str, words)], input=stdin, capture_output=True, timeout=300,
                              env={"PATH": os.environ["PATH"], "HOME": str(self.folder)})
        self.assertIn(done.returncode, (0, 1, 3), done.stderr.decode())
        return done.stdout
