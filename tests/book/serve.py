"""A small web server for the built book: gzip, in a thread, below a path.

`python -m tests.book.serve` serves _build/html until it is stopped.
"""

import contextlib
import functools
import gzip
import io
import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# Below a path, as on a project's pages, a link that begins with «/» leads nowhere.
PREFIX = "/word2vec"

COMPRESSED = {".css", ".html", ".ipynb", ".js", ".json", ".map", ".svg", ".txt", ".xml"}


@functools.cache
def compressed(path, modified):
    """Return a file's content in gzip; `modified` makes a changed file another one."""
    return gzip.compress(Path(path).read_bytes(), compresslevel=6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serve files below PREFIX, and text in gzip to those who take it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        """Keep quiet."""

    def send_head(self):
        """Answer with the file as it is, or smaller."""
        if not self.path.startswith(f"{PREFIX}/"):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.path = self.path.removeprefix(PREFIX)
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (takes_gzip and file.suffix in COMPRESSED and file.is_file()):
            return super().send_head()
        content = compressed(str(file), file.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


class Server(ThreadingHTTPServer):
    """A server that lets go of the connections which a browser keeps open."""

    def __init__(self, folder, port=0):
        self._open = set()
        super().__init__(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))

    @property
    def url(self):
        """The book's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}{PREFIX}"

    def process_request_thread(self, request, client_address):
        """Remember the connection while it is served."""
        self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.discard(request)

    def handle_error(self, request, client_address):
        """Say nothing of a browser that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self):
        """Hang up on everybody."""
        super().server_close()
        for request in tuple(self._open):
            self.shutdown_request(request)


@contextlib.contextmanager
def served(folder):
    """Serve a folder from a free port while the block runs; gives its address."""
    with Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    with Server(Path("_build/html"), port=8000) as server:
        print(f"{server.url}/index.html")
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
