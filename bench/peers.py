"""What the benches beside peers share: a Python that has the peers, and processor time."""
import os
import pathlib
import subprocess
import sys
import time


def in_venv(folder, packages):
    """Runs this program again with a Python that has the packages (PyPI), in a venv that is made unless it is there."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *packages], check=True)
    if pathlib.Path(sys.prefix).resolve() != folder.resolve():
        os.execv(python, [str(python), *sys.argv])


def timed(do):
    """What `do` gives, and the seconds of processor it took."""
    begin = time.process_time()
    value = do()
    return value, time.process_time() - begin
