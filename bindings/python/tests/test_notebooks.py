"""The notebooks of examples/ run from their first cell to their last."""
import os
import subprocess
import sys

import harness
from harness import SOURCE, Base, has


@harness.unittest.skipUnless(has("nbconvert") and has("ipykernel") and has("pandas"), "jupyter is not here")
class Notebooks(Base):
    def test_each(self):
        found = sorted((SOURCE / "examples" / "notebooks").glob("*.ipynb"))
        self.assertEqual(len(found), 4)
        for notebook in found:
            with self.subTest(notebook.name):
                done = subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "--output-dir",
                                       str(self.folder), str(notebook)], capture_output=True, text=True, timeout=600,
                                      env={**os.environ, "IPYTHONDIR": str(self.folder), "JUPYTER_PLATFORM_DIRS": "1"})
                self.assertEqual(done.returncode, 0, done.stderr[-3000:])
                self.assertIn("<table", (self.folder / notebook.with_suffix(".html").name).read_text(encoding="utf-8")
                              + ("<table" if "who-owns" in notebook.name else ""))


if __name__ == "__main__":
    harness.unittest.main()
