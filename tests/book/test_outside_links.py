"""The report on links that lead outside tells hosts that answer from those that don't."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.book.outside_links import ask, report


class Host(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_HEAD(self):
        code = {"/": 200, "/moved": 301, "/gone": 404, "/get-only": 405}[self.path]
        self.send_response(200 if (code, self.command) == (405, "GET") else code)
        if code == 301:
            self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD


@pytest.fixture
def host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def silent_host():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_what_becomes_of_an_address(host, silent_host):
    assert ask(f"{host}/") == ("answers", "")
    assert ask(f"{host}/moved") == ("moved", f"{host}/")
    assert ask(f"{host}/gone") == ("refuses", "404 Not Found")
    assert ask(f"{host}/get-only") == ("answers", "")
    assert ask(f"{silent_host}/", timeout=0.2) == ("silent", "timed out")
    assert ask("http://nobody.invalid/")[0] == "silent"


def test_report(tmp_path, host, silent_host):
    (tmp_path / "index.html").write_text(
        f'<a href="{host}/#part"><a href="{host}/"><a href="{host}/gone"><a href="a.html">',
        encoding="utf-8",
    )
    (tmp_path / "a.html").write_text(
        f'<a href="{host}/gone"><a href="{silent_host}/">', encoding="utf-8"
    )
    assert report(tmp_path, timeout=0.2) == [
        f"silent: {silent_host}/\n    timed out",
        "    in a.html",
        f"refuses: {host}/gone\n    404 Not Found",
        "    in a.html",
        "    in index.html",
        "1 of 3 addresses outside the book answer.",
    ]
