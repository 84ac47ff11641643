"""What a browser complains of while it shows the book."""

from urllib.parse import urlsplit


class Complaints:
    """The errors of every page in the contexts of a browser that are watched.

    Counted are messages of the kind «error» in the console, exceptions nobody caught, requests
    that failed, and requests to another host, whether or not they succeed. A disk is no host.

    Parameters
    ----------
    site : str
        The address below which all is; requests to its host are none to another.
    """

    def __init__(self, site):
        self._host = urlsplit(site).netloc
        self._list = []

    def watch(self, context):
        """Collect from now on what `context`, of Playwright's, has to complain of."""
        context.on("console", self._console)
        context.on("weberror", lambda it: self._add(it.page.url, f"exception: {it.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def take(self):
        """Return the complaints since the last call, as lines of text."""
        taken, self._list = self._list, []
        return taken

    def _add(self, where, what):
        self._list.append(f"{where}: {what}")

    def _console(self, message):
        if message.type != "error" or "net::ERR" in message.text:
            return  # requests without an answer are told by _failed
        # for a request that was refused, the place is its address
        self._add(message.page.url, f"console: {message.text} {message.location['url']}".strip())

    def _request(self, request):
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob", "file") and url.netloc != self._host:
            self._add(_page_of(request), f"asks another host: {request.url}")

    def _failed(self, request):
        # Aborted: the reader went on to another page, or the link was a download.
        if request.failure != "net::ERR_ABORTED":
            self._add(_page_of(request), f"{request.failure} for {request.url}")


def _page_of(request):
    return request.headers.get("referer", "the address bar")
