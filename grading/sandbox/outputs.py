"""The outputs of one cell, made from what its notebook says it put out."""

from nbformat.v4 import new_output

#: What an output's form may be; others are dropped
_TEXT = {
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "application/json",
}
#: Lines of a traceback, and outputs of a cell; more are made by no one who wants to be read
_MOST_LINES, _MOST_OUTPUTS = 1000, 1000


class Outputs:
    """Collects outputs as a notebook would hold them.

    Attributes
    ----------
    cells : list of NotebookNode
        Outputs in nbformat's form. Their content is the student's: it has to be sanitised
        before a browser shows it.
    cut : bool
        Whether some were left out, since there were too many.
    """

    def __init__(self):
        self.cells = []
        self.cut = False
        self._clear_with_next = False
        self._displays = {}

    def add(self, message):
        """Add an output, if it is one."""
        kind = message.get("output_type") if isinstance(message, dict) else None
        if kind == "cut":
            self.cut = True
        elif kind == "clear_output":
            if message.get("wait") is True:
                self._clear_with_next = True
            else:
                self._clear()
        elif kind == "update_display_data":
            shown = self._displays.get(_display_id(message), [])
            for output in shown:
                output.data, output.metadata = _data(message), {}
        elif (output := _output(kind, message)) is not None:
            self._append(output, _display_id(message))

    def _append(self, output, display_id):
        if self._clear_with_next:
            self._clear()
        last = self.cells[-1] if self.cells else {}
        if output.output_type == "stream" and output.name == last.get("name"):
            last.text += output.text
        elif len(self.cells) < _MOST_OUTPUTS:
            self.cells.append(output)
            if display_id:
                self._displays.setdefault(display_id, []).append(output)
        else:
            self.cut = True

    def _clear(self):
        self.cells.clear()
        self._displays.clear()
        self._clear_with_next = False


def _output(kind, message):
    if kind == "stream":
        name, text = message.get("name"), message.get("text")
        if name in ("stdout", "stderr") and isinstance(text, str):
            return new_output("stream", name=name, text=text)
    elif kind == "error":
        lines = message.get("traceback")
        lines = lines if isinstance(lines, list) else []
        return new_output(
            "error",
            ename=str(message.get("ename")),
            evalue=str(message.get("evalue")),
            traceback=[line for line in lines[:_MOST_LINES] if isinstance(line, str)],
        )
    elif kind == "display_data":
        return new_output(kind, data=_data(message), metadata={})
    elif kind == "execute_result":
        count = message.get("execution_count")
        count = count if isinstance(count, int) and 0 <= count < 1_000_000 else None
        return new_output(kind, data=_data(message), metadata={}, execution_count=count)
    return None


def _data(message):
    data = message.get("data")
    if not isinstance(data, dict):
        return {}
    return {
        form: content
        for form, content in data.items()
        if form in _TEXT and (isinstance(content, str) or form == "application/json")
    }


def _display_id(message):
    transient = message.get("transient")
    display_id = transient.get("display_id") if isinstance(transient, dict) else None
    return display_id if isinstance(display_id, str) else None
