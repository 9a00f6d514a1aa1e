"""Runs the stories of tests/cases/FOLDER/*.case through the program.

    story: Two listed persons own a quarter each
    run: owners register.csv --listed X,Y          words of a shell; several run lines are run in turn;
                                                   EXAMPLES/ is the folder of examples
    status: 3                                      (optional) of the last run; 0 when it is not told
    file: register.csv                             its lines follow, up to the next file or `expect`
    owner,entity,percent
    X,A,25
    expect
    …                                              standard output, then the lines of standard error

ENTENTE_UPDATE_CASES=1 rewrites what stands after `expect`; review the diff.
"""
import os
import pathlib
import re
import shlex

from harness import SOURCE

UPDATE = os.environ.get("ENTENTE_UPDATE_CASES") == "1"


class Story:
    def __init__(self, text):
        self.told, _, self.expect = (text + "\n").partition("\nexpect\n")
        self.title, self.runs, self.files, self.status = "", [], {}, 0
        name = None
        for line in self.told.split("\n"):
            key, _, value = line.partition(": ")
            if key == "file":
                name = value.strip()
                self.files[name] = ""
            elif name is not None:
                self.files[name] += line + "\n"
            elif key == "story":
                self.title = value
            elif key == "run":
                self.runs.append(shlex.split(value))
            elif key == "status":
                self.status = int(value)
            elif line.strip():
                raise ValueError(f"not understood: {line}")


def check_stories(test, folder):
    """`test` is a harness.Base; `folder` holds the cases."""
    paths = sorted(pathlib.Path(folder).glob("*.case"))
    test.assertTrue(paths, folder)
    for path in paths:
        stories = [Story(s.strip("\n")) for s in re.split(r"\n\n(?=story: )", path.read_text())]
        for story in stories:
            with test.subTest(f"{path.name}: {story.title}"):
                for name, content in story.files.items():
                    test.write(name, content)
                said = ""
                for number, words in enumerate(story.runs):
                    last = number + 1 == len(story.runs)
                    words = [w.replace("EXAMPLES/", str(SOURCE / "examples") + "/") for w in words]
                    out, err = test.run_it(*words, status=story.status if last else None)
                    if last:
                        said = (out + err).replace(str(test.folder) + "/", "").strip("\n")
                        said = said.replace(str(SOURCE / "examples"), "EXAMPLES")
                if UPDATE:
                    story.expect = said
                else:
                    test.assertEqual(said, story.expect.strip("\n"))
                for name in story.files:
                    (test.folder / name).unlink()
        if UPDATE:
            path.write_text("\n\n".join(s.told + "\nexpect\n" + s.expect for s in stories) + "\n")
