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
}
#: Lines of a traceback, and outputs of a cell; more are made by no one who wants to be read
_MOST_LINES, _MOST_OUTPUTS = 1000, 1000
#: What an output counts for beside its text, so that those without any are not for nothing
_OVERHEAD = 100


class Outputs:
    """Collects outputs as a notebook would hold them.

    Parameters
    ----------
    most : int
        Characters that are kept. The notebook's own side counts as well, but may not be asked.

    Attributes
    ----------
    cut : bool
        Whether some were left out, since there were too many.
    size : int
        Characters that were kept.
    """

    def __init__(self, most):
        self.cut = False
        self.size = 0
        self._most = most
        self._kept = []
        self._pieces = []  # of the last output, if that is a stream
        self._clear_with_next = False
        self._displays = {}

    @property
    def cells(self):
        """Outputs in nbformat's form: the student's, to be sanitised before they are shown."""
        self._join()
        return self._kept

    def add(self, message):
        """Add an output, if it is one."""
        kind = message.get("output_type") if isinstance(message, dict) else None
        if not isinstance(kind, str) or self.cut:
            return
        if kind == "cut":
            self.cut = True
        elif kind == "clear_output":
            if message.get("wait") is True:
                self._clear_with_next = True
            else:
                self._clear()
        elif kind == "update_display_data":
            data, shown = _data(message), self._displays.get(_display_id(message), [])
            if self._has_room_for([*data.values(), *("" for _ in shown)]):
                for output in shown:
                    output.data, output.metadata = data, {}
        elif (output := _output(kind, message)) is not None and self._has_room_for(_texts(output)):
            self._append(output, _display_id(message))

    def _has_room_for(self, texts):
        size = sum(_OVERHEAD + len(text) for text in texts)
        if self.size + size > self._most:
            self.cut = True
            return False
        self.size += size
        return True

    def _append(self, output, display_id):
        if self._clear_with_next:
            self._clear()
        last = self._kept[-1] if self._kept else {}
        if output.output_type == "stream" and output.name == last.get("name"):
            self._pieces.append(output.text)
        elif len(self._kept) < _MOST_OUTPUTS:
            self._join()
            self._kept.append(output)
            if display_id:
                self._displays.setdefault(display_id, []).append(output)
        else:
            self.cut = True

    def _join(self):
        # once: a text that grows with each piece would be copied as often
        if self._pieces:
            self._kept[-1].text += "".join(self._pieces)
            self._pieces = []

    def _clear(self):
        self._kept.clear()
        self._pieces.clear()
        self._displays.clear()
        self._clear_with_next = False


def _output(kind, message):
    if kind == "stream":
        name, text = message.get("name"), message.get("text")
        if isinstance(name, str) and name in ("stdout", "stderr") and isinstance(text, str):
            return new_output("stream", name=name, text=text)
    elif kind == "error":
        lines = message.get("traceback")
        lines = lines if isinstance(lines, list) else []
        return new_output(
            "error",
            ename=_text(message.get("ename")),
            evalue=_text(message.get("evalue")),
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
        if form in _TEXT and isinstance(content, str)
    }


def _text(value):
    return value if isinstance(value, str) else ""


def _texts(output):
    """Return all texts that an output holds."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.ename, output.evalue, *output.traceback]
    return list(output.data.values())


def _display_id(message):
    transient = message.get("transient")
    display_id = transient.get("display_id") if isinstance(transient, dict) else None
    return display_id if isinstance(display_id, str) else None
