"""Builds the wheel (PEP 517): compiles libentente.so with CMake in the source tree this folder stands in, and packs it
with the package, the tables and the model.

    pip wheel bindings/python

What is needed beside a C++ compiler and the libraries of scripts/packages.txt is declared below, and only asked
for where it is missing. ENTENTE_BUILD names another build folder of the source tree (default: build/release).
"""
import base64
import hashlib
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time

from archive import Archive

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
NAME = "entente"
MODELS = ("encoder-en.bin", "reader-en.bin", "factuality-en.tsv", "NOTICE")
BUILT_IN = ("han_readings.tsv", "family_names.tsv", "meanings.tsv")  # src/names/scripts/embedded.h
FOR_PAGES = ("city_positions.tsv",)
# Beside ours in the wheel: everything it needs but what every Linux has. Not what Python itself loads (libz, libbz2,
# libcrypto): of two libraries of one name a process takes the one it met first, which must not be ours.
SYSTEM = re.compile(r"(linux-vdso|ld-linux.*|libc|libm|libdl|librt|libpthread|libstdc\+\+|libgcc_s|libresolv|libz|libbz2)"
                    r"\.so.*")


def get_requires_for_build_wheel(config_settings=None):
    return [need for program, need in (("cmake", "cmake>=3.25"), ("ninja", "ninja")) if not shutil.which(program)]


def _version():
    return re.search(r'^version = "([^"]+)"', (HERE / "pyproject.toml").read_text(), re.M)[1]


def _run(*words):
    print("+", *words, file=sys.stderr, flush=True)
    subprocess.run([str(w) for w in words], check=True, stdout=sys.stderr)


def _build():
    """The folder with libentente.so."""
    build = SOURCE / (os.environ.get("ENTENTE_BUILD") or "build/release")
    if not (build / "CMakeCache.txt").exists():
        _run("cmake", "--preset", "release", "-S", SOURCE, "-B", build, "-DENTENTE_TESTS=OFF")
    else:
        _run("cmake", build)
    _run("cmake", "--build", build, "--target", "entente_wheel", "entente_zip_without_ciphers")
    return build / "wheel"


def _needed(library):
    """name → file of the libraries it needs, those of every Linux left out."""
    listed = subprocess.run(["ldd", library], check=True, capture_output=True, text=True).stdout
    out = {}
    for name, path in re.findall(r"^\s*(\S+) => (\S+)", listed, re.M):
        if path == "not":
            raise RuntimeError(f"{library} needs {name}, which is not here")
        if not SYSTEM.fullmatch(name):
            out[name] = pathlib.Path(path).resolve()
    return out


def _copyright(path):
    """The licence of the Debian package that a library comes from; None elsewhere."""
    real = os.path.realpath(path)
    for name in (str(real), str(real).replace("/usr/lib/", "/lib/", 1)):
        done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True) if shutil.which(
            "dpkg-query") else None
        if done and done.returncode == 0:
            package = done.stdout.split(":", 1)[0]
            text = pathlib.Path("/usr/share/doc") / package / "copyright"
            return (package, text.read_bytes()) if text.exists() else None
    return None


def _zip_without_ciphers(path):
    """libzip that needs bindings/c/zip_without_ciphers.c where it needed libcrypto: a name as long as the other."""
    data = path.read_bytes()
    if data.count(b"\0libcrypto.so.3\0") != 1:
        raise RuntimeError(f"{path} does not name libcrypto.so.3 as expected")
    return data.replace(b"\0libcrypto.so.3\0", b"\0libnozaes.so.3\0")


def _files(built):
    """path in the wheel → bytes or the file."""
    out = {}
    for path in sorted((HERE / NAME).rglob("*")):
        if path.is_file() and path.suffix in (".py", ".pyi", ".typed"):
            out[f"{NAME}/{path.relative_to(HERE / NAME)}"] = path
    library = built / "libentente.so"
    out[f"{NAME}/libentente.so"] = library
    out[f"{NAME}/libnozaes.so.3"] = built / "libnozaes.so.3"
    info = f"{NAME}-{_version()}.dist-info"
    for name, path in sorted(_needed(library).items()):
        if name == "libcrypto.so.3":  # wanted by libzip alone
            continue
        out[f"{NAME}/{name}"] = _zip_without_ciphers(path) if name.startswith("libzip.") else path
        licence = _copyright(path)
        if licence:
            out[f"{info}/licenses/{licence[0]}"] = licence[1]
    for package in ("libicu72", "libsqlite3-0", "libexpat1", "zlib1g", "libzstd1", "libgumbo1", "libssl3"):  # linked into ours
        text = pathlib.Path("/usr/share/doc") / package / "copyright"
        if text.exists():
            out[f"{info}/licenses/{package}"] = text
    for path in sorted((SOURCE / "data").rglob("*")):
        if path.is_file() and path.name not in BUILT_IN + FOR_PAGES:
            out[f"{NAME}/share/data/{path.relative_to(SOURCE / 'data')}"] = path
    for name in MODELS:
        out[f"{NAME}/share/models/{name}"] = SOURCE / "models" / name
    out[f"{info}/licenses/LICENSE"] = SOURCE / "LICENSE"
    out[f"{info}/licenses/NOTICE"] = SOURCE / "NOTICE"
    return out


def _metadata():
    extras = re.search(r"^\[project.optional-dependencies\]\n(.*?)\n\n", (HERE / "pyproject.toml").read_text(),
                       re.M | re.S)[1]
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {_version()}",
             "Summary: What two states do together, from reports and lists: sourced claims, screening, briefs",
             "License: Apache-2.0", "Requires-Python: >=3.9"]
    for name, needs in re.findall(r"^(\w+) = \[(.*)\]$", extras, re.M):
        lines.append(f"Provides-Extra: {name}")
        lines += [f'Requires-Dist: {need}; extra == "{name}"' for need in re.findall(r'"([^"]+)"', needs)]
    return "\n".join(lines) + "\nDescription-Content-Type: text/markdown\n\n" + (HERE / "README.md").read_text()


def _tag():
    """py3: any Python 3, since the library is loaded by ctypes. The C library's version is the one built against."""
    version = platform.libc_ver()[1].replace(".", "_")
    return f"py3-none-manylinux_{version}_{platform.machine()}"


def _time():
    """Of every file in the wheel: SOURCE_DATE_EPOCH, else the last commit's; so the same sources give the same."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if not stamp:
        done = subprocess.run(["git", "-C", SOURCE, "log", "-1", "--format=%ct"], capture_output=True, text=True)
        stamp = done.stdout.strip() if done.returncode == 0 and done.stdout.strip() else "315532800"
    return time.gmtime(max(int(stamp), 315532800))[:6]


def _write_info(files):
    info = f"{NAME}-{_version()}.dist-info"
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: entente-backend\nRoot-Is-Purelib: false\n"
                              f"Tag: {_tag()}\n").encode()
    return info


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    files = _files(_build())
    info = _write_info(files)
    name = f"{NAME}-{_version()}-{_tag()}.whl"
    record, stamp = [], _time()
    beside = os.path.join(wheel_directory, name + ".part")
    with open(beside, "wb") as out:
        wheel = Archive(out, stamp)
        for path, content in files.items():
            data = content if isinstance(content, bytes) else pathlib.Path(content).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{path},sha256={digest},{len(data)}")
            wheel.put(path, data, executable=".so" in path)
        wheel.put(f"{info}/RECORD", ("\n".join(record + [f"{info}/RECORD,,"]) + "\n").encode())
        wheel.close()
    os.replace(beside, os.path.join(wheel_directory, name))
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise RuntimeError("there is no source archive of the package alone: pip wheel bindings/python in the source tree")
