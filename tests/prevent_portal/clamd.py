"""A server that speaks ClamAV's protocol on a real socket, and knows one virus."""

import socketserver
import struct
import threading
from contextlib import contextmanager

#: What virus scanners agree to find; written in two halves, so that none finds this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#: Bytes; a daemon's StreamMaxLength.
MOST = 25 * 1024 * 1024


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        """Read the command and the pieces of one stream, and answer as clamd does."""
        assert self.rfile.read(10) == b"zINSTREAM\0"
        said = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            said += self.rfile.read(size)
            if len(said) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(said)
        answer = self.server.answer or (b"Eicar-Signature FOUND" if EICAR in said else b"OK")
        self.wfile.write(b"stream: " + answer + b"\0")


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def clamd(path=None, *, answer=None, most=MOST):
    """A daemon at a path, or on a port of this machine: it has `url`, and `seen`, what it was shown."""
    server = _Unix(str(path), _Handler) if path else _Tcp(("127.0.0.1", 0), _Handler)
    server.seen, server.answer, server.most = [], answer, most
    server.url = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
