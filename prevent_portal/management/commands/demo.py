"""The demonstration: everything up, its report made through the real queue, and served until stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.utils import timezone

from prevent_portal import demo
from prevent_portal.errors import Refused
from prevent_portal.local_servers.watcher import signal_when_parent_dies

WEB_SECONDS = 60
REPORT_SECONDS = 180
STOP_SECONDS = 10
#: A process that ends sooner than this after it began is not started again.
STEADY_SECONDS = 5


class Command(BaseCommand):
    """Brings up web, worker and beat as its own processes, and takes them down with itself."""

    help = "Run the demonstration. `make demo` calls this, with the environment it needs."
    requires_system_checks = ()  # `make check` and `migrate` run them

    def add_arguments(self, parser):
        """Where to serve, and whether to go on serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="stop after the report is made")

    def handle(self, *, port, no_serve, **options):
        """Raise CommandError, with one sentence, when a step fails."""
        if not settings.IS_DEMO:
            raise CommandError("This portal is not a demonstration: run `make demo`.")
        stop_on_signals()
        with in_one_sentence(), listening(port) as door, Processes() as processes:
            call_command("migrate", verbosity=0)
            collect_static()
            call_command("load_demo")
            processes.start("worker", *celery("worker", "--concurrency", "1"))
            processes.start("beat", *celery("beat"))
            processes.start("web", *gunicorn(door), keep=door)
            report = made_report(processes)
            wait_for_web(port, processes)
            self.tell(report, port)
            if not no_serve:
                connections.close_all()
                self.stdout.write("Stop it with Ctrl-C.")
                processes.keep_running()

    def tell(self, report, port):
        """What a visitor needs: the report, the address, and a sign-in for each role."""
        width = max(len(role) for role, _ in demo.SIGN_INS)
        self.stdout.write(f"\nSix-monthly report: {report}")
        self.stdout.write(f"Portal:             http://127.0.0.1:{port}/")
        self.stdout.write(f"Password:           {demo.password()}\n\nSign in as")
        for role, email in demo.SIGN_INS:
            self.stdout.write(f"  {role:<{width}}  {email}")
        self.stdout.write(
            "\nWhoever sits on the Channel panel enters a code too: the page shows it, "
            "and so does manage.py demo_code."
        )
        self.stdout.flush()


def stop_on_signals():
    """End by the ordinary way out, so that everything started is taken down; also when make is killed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    if "MAKELEVEL" in os.environ:
        signal_when_parent_dies(signal.SIGTERM)()


@contextmanager
def in_one_sentence():
    """Turn what a person can put right into CommandError."""
    try:
        yield
    except Refused as refused:
        raise CommandError(str(refused)) from refused
    except (OperationalError, OSError) as error:
        if "No space left on device" in str(error):
            raise CommandError("The disk is full: free some space and run make again.") from error
        if isinstance(error, OSError):
            raise
        raise CommandError(f"The database refused: {str(error).strip().splitlines()[0]}") from error


@contextmanager
def listening(port):
    """A socket on this machine's own address, taken before anything else so that it stays ours."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OverflowError:
            raise CommandError("PORT is a number from 1 to 65535.") from None
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror.lower()}): choose another, "
                f"for example make demo PORT=8001."
            ) from error
        door.listen()
        yield door


def collect_static():
    """Styles and scripts as the web process serves them; again only after they were built anew."""
    built, served = settings.BASE / "build" / "stamp", settings.STATIC_ROOT / "built-from"
    if served.exists() and built.exists() and served.read_text() == built.read_text():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    if built.exists():
        served.write_text(built.read_text())


def celery(*words):
    """How to start a part of Celery."""
    return "celery", "--app", "prevent_portal", *words, "--loglevel", "WARNING"


def gunicorn(door):
    """How to start the web server on a socket that is already listening."""
    options = f"--bind fd://{door.fileno()} --workers 2 --threads 4 --preload --graceful-timeout 5"
    return "gunicorn", "prevent_portal.wsgi", *options.split(), "--no-control-socket"


def made_report(processes):
    """Ask for the report through the queue, wait for the worker to make it, and return the path of a copy."""
    look = request_report()
    for _ in processes.moments(REPORT_SECONDS):
        if kept := look():
            # The portal keeps files under names that say nothing: this copy can be opened.
            return shutil.copyfile(kept, settings.VAR / "six-monthly-report.pdf")
    raise CommandError(f"The report was not made in {REPORT_SECONDS} seconds: see {log('worker')}.")


def request_report():
    """The kernel knows no report: the app whose `demo` module can ask for one does."""
    for app in settings.FIRST_PARTY_APPS:
        if find_spec(f"{app}.demo") and hasattr(import_module(f"{app}.demo"), "request"):
            return import_module(f"{app}.demo").request(timezone.localdate())
    raise CommandError("No app of this portal offers a report for the demonstration.")


def wait_for_web(port, processes):
    """Return when the portal answers."""
    for _ in processes.moments(WEB_SECONDS):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/", timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, TimeoutError):
            continue
    raise CommandError(f"The web server does not answer: see {log('web')}.")


def log(name):
    """The file that a process writes to."""
    return settings.VAR / "logs" / f"{name}.log"


class Processes:
    """Child processes by name: started again when one dies, and all gone when the block ends."""

    def __init__(self):
        self.commands, self.running, self.began = {}, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ask each to end, and kill what has not ended in time, with everything it started."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            finally:
                kill_group(process)

    def start(self, name, module, *words, keep=None):
        """Run a Python module as a child, in a group of its own, that ends when this process does."""
        log(name).parent.mkdir(parents=True, exist_ok=True)
        with log(name).open("a" if name in self.commands else "w") as output:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=settings.BASE,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[keep.fileno()] if keep else [],
                preexec_fn=signal_when_parent_dies(signal.SIGTERM),
            )
        self.commands[name], self.began[name] = ((module, *words), keep), time.monotonic()

    def keep_running(self):
        """Look after the children until a signal ends this process."""
        for _ in self.moments(float("inf")):
            pass

    def moments(self, seconds):
        """Pass the time, half a second at a time, and start again what has died meanwhile."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            yield
            time.sleep(0.5)
            for name, process in list(self.running.items()):
                if process.poll() is not None:
                    self.revive(name, process)

    def revive(self, name, process):
        """Start a child again, unless it never got going."""
        kill_group(process)
        if time.monotonic() - self.began[name] < STEADY_SECONDS:
            raise CommandError(f"The {name} process does not start: see {log(name)}.")
        sys.stderr.write(
            f"The {name} process ended with status {process.returncode}; started again.\n"
        )
        (module, *words), keep = self.commands[name]
        self.start(name, module, *words, keep=keep)


def kill_group(process):
    """End whatever is left of a child and of what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
