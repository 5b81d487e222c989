"""Setting up: what is missing is installed once, and what cannot be had is said in one sentence."""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import bootstrap
from prevent_portal.local_servers import watcher
from prevent_portal.management.commands import demo

ROOT = Path(__file__).resolve().parent.parent


def text(name):
    return (ROOT / name).read_text()


# What tools say, and what people are told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full: free about 2 GB and run make again.",
        ),
        (
            "npm error code ENOSPC\nnpm error syscall write",
            "The disk is full: free about 2 GB and run make again.",
        ),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError: Failed to establish a new "
            "connection: [Errno -3] Temporary failure in name resolution'\nERROR: No matching distribution",
            "The package registry cannot be reached: check the network and pip's settings, and run make again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A package is not the one that this project names: do not use it, and tell its maintainers.",
        ),
        ("Collecting a\nERROR: it broke\n\nA new release is there", "pip failed: ERROR: it broke"),
        ("", "pip failed: it gave no reason"),
    ],
)
def test_a_failed_tool_is_explained_in_one_sentence(said, told):
    assert bootstrap.explain(said, "pip") == told


def test_an_old_python_can_read_far_enough_to_say_so():
    ast.parse(text("bootstrap.py"), feature_version=(3, 7))


def test_an_old_python_is_refused_where_there_is_no_newer_one(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)

    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.use_new_python()

    assert str(stop.value) == (
        "Python 3.9 is too old: install Python 3.11 or newer, or name one with PYTHON=... make."
    )


def test_an_old_python_gives_way_to_a_newer_one(monkeypatch):
    started = []
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: sys.executable)
    monkeypatch.setattr(bootstrap.os, "execv", lambda name, words: started.append((name, words)))
    monkeypatch.setattr(bootstrap.sys, "argv", ["bootstrap.py", "run"])
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 20))

    with pytest.raises(bootstrap.Stop):
        bootstrap.use_new_python()

    assert started == [(sys.executable, [sys.executable, "bootstrap.py", "run"])]


def test_without_rights_the_sentence_names_the_command(monkeypatch):
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "loads", lambda library: library != "libpango-1.0.so.0")

    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.find_libraries()

    assert str(stop.value) == (
        "WeasyPrint needs libraries that this machine lacks: run "
        "`sudo apt-get update && sudo apt-get install libpango-1.0-0`, then make again."
    )


def test_a_library_that_is_not_there_is_noticed():
    assert bootstrap.loads("libc.so.6")
    assert not bootstrap.loads("libnowhere.so.7")


def test_a_browser_that_is_named_must_be_there(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(
        bootstrap.Stop, match="^CHROMIUM names /nowhere/chromium, which is not a program.$"
    ):
        bootstrap.find_browser()


# What is done only once


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project folder in which the environment is there and tools only leave a note."""
    calls = []
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "package.json", "package-lock.json"):
        (tmp_path / name).write_text(name)
    (tmp_path / "assets").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(bootstrap, "BASE", tmp_path)
    monkeypatch.setattr(bootstrap, "find_npm", lambda: (["npm"], os.environ))
    monkeypatch.setattr(
        bootstrap, "run", lambda words, **_: calls.append(" ".join(map(str, words[-1:])))
    )
    return tmp_path, calls


def test_packages_are_installed_again_only_when_their_list_changes(folder):
    place, calls = folder
    bootstrap.install_python_packages("requirements.txt")
    bootstrap.install_python_packages("requirements.txt")
    assert calls == [f"{place}/requirements.txt"]

    bootstrap.install_python_packages("requirements-dev.txt")
    (place / "requirements.txt").write_text("changed, but the tests' packages include these")
    bootstrap.install_python_packages("requirements.txt")
    assert calls[1:] == [f"{place}/requirements-dev.txt"]

    (place / "requirements-dev.txt").write_text("changed")
    bootstrap.install_python_packages("requirements.txt")
    assert calls[2:] == [f"{place}/requirements.txt"]


def test_the_front_end_is_built_again_only_when_a_source_changes(folder):
    place, calls = folder
    bootstrap.build_front_end()
    bootstrap.build_front_end()
    assert calls == ["--no-fund", "build"]

    (place / "assets" / "new.scss").write_text("a {}")
    bootstrap.build_front_end()
    assert calls[2:] == ["build"]


def test_a_damaged_note_counts_as_none(folder):
    place, _ = folder
    (place / ".venv" / "stamp.json").write_text("{half")

    assert bootstrap.read_stamp() == {}


def test_an_old_node_is_told_from_a_new_one(tmp_path):
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.19.0\n")
    node.chmod(0o755)

    assert bootstrap.node_version(str(node)) == (18, 19)
    assert bootstrap.OLDEST_NODE > (18, 19)


# What the repository promises


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
)
def test_every_requirement_is_pinned_by_hash_and_names_no_address(name):
    packages = re.findall(r"(?m)^([a-z0-9][^ =]*)==\S+(.*(?:\n    .*)*)", text(name))

    assert packages
    assert [package for package, rest in packages if "--hash=sha256:" not in rest] == []
    assert "://" not in text(name)


def test_the_front_end_lock_names_no_address():
    assert '"integrity"' in text("package-lock.json")
    assert '"resolved"' not in text("package-lock.json")


def test_every_variable_of_the_settings_is_explained():
    read = set(
        re.findall(
            r'\b(?:env(?:\.\w+)?|secret)\(\s*"([A-Z_]+)"', text("prevent_portal/settings.py")
        )
    )
    explained = set(re.findall(r"(?m)^# .*\n#?([A-Z_]+)=", text(".env.example")))

    assert {"DATABASE_URL", "SECRET_KEY"} <= read
    assert read - explained == set()


def test_every_image_is_pinned():
    images = re.findall(
        r"(?m)^(?:FROM| *image:) (\S+)", text("Dockerfile") + text("docker-compose.yml")
    )

    assert len(images) == 7
    assert [i for i in images if i != "prevent-portal" and not re.search(r":v?\d+\.\d+", i)] == []


def test_no_recipe_swallows_a_failure():
    assert re.findall(r"\|\|\s*(?:true|echo|:)", text("Makefile") + text(".ci/run")) == []


# The demonstration's processes


def test_a_port_in_use_gets_one_sentence(settings, free_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        with pytest.raises(CommandError) as refused, demo.listening(free_port):
            pass

    assert str(refused.value) == (
        f"Port {free_port} cannot be used (address already in use): choose another, "
        "for example make demo PORT=8001."
    )


@pytest.fixture
def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_real_portal_never_becomes_a_demonstration(settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="This portal is not a demonstration: run `make demo`."):
        call_command("demo")


@pytest.fixture
def processes(settings, tmp_path, monkeypatch):
    """Processes of a module that does nothing for a long time, with the signals given back afterwards."""
    (tmp_path / "sleeper.py").write_text("import time\nprint('up', flush=True)\ntime.sleep(60)\n")
    (tmp_path / "failing.py").write_text("raise SystemExit('no')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    settings.VAR = tmp_path
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in signals]
    with demo.Processes() as processes:
        yield processes
    for number, handler in zip(signals, before, strict=True):
        signal.signal(number, handler)


def wait_for(what):
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_the_demonstration_started_goes_with_it(processes):
    processes.start("sleeper", "sleeper")
    child = processes.running["sleeper"]
    wait_for(lambda: demo.log("sleeper").read_text() == "up\n")

    processes.__exit__()

    assert child.returncode == -signal.SIGTERM


def test_a_process_that_was_killed_is_started_again(processes, monkeypatch, capsys):
    monkeypatch.setattr(demo, "STEADY_SECONDS", 0)
    processes.start("sleeper", "sleeper")
    first = processes.running["sleeper"]
    first.kill()
    first.wait()

    for _ in processes.moments(20):
        if processes.running["sleeper"] is not first:
            break

    assert processes.running["sleeper"].poll() is None
    assert capsys.readouterr().err == "The sleeper process ended with status -9; started again.\n"


def test_a_process_that_never_starts_ends_the_demonstration(processes):
    processes.start("failing", "failing")
    processes.running["failing"].wait()

    with pytest.raises(
        CommandError, match="^The failing process does not start: see .*failing.log.$"
    ):
        list(processes.moments(5))

    assert demo.log("failing").read_text() == "no\n"


def test_a_child_ends_when_the_demonstration_is_killed(tmp_path):
    script = (
        "import signal, subprocess, sys, time\n"
        "from runpy import run_path\n"
        f"dies = run_path({watcher.__file__!r})['signal_when_parent_dies']\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],\n"
        "                         preexec_fn=dies(signal.SIGTERM))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)  # noqa: S603
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()

    def is_gone():
        try:
            return Path(f"/proc/{child}/stat").read_text().split()[2] == "Z"
        except FileNotFoundError:
            return True

    wait_for(is_gone)
