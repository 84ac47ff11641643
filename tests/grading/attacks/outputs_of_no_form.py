# case: 4, 32
# score: 10
# Outputs that hold arrays where a name should be, and lists in lists in lists.
# %%
import gc

import inside.session
import numpy as np

wire = next(each for each in gc.get_objects() if isinstance(each, inside.session.Wire))
deep = []
for _ in range(300):
    deep = [deep]
for odd in (np.array([1, 2]), np.zeros((2, 2)), deep, 10**3000, {"dict": "array"}):
    wire.send({"output": odd})
    wire.send({"output": {"output_type": odd}})
    for kind in ("stream", "display_data", "execute_result", "error", "update_display_data"):
        names = ("name", "text", "data", "ename", "evalue", "traceback", "transient")
        wire.send({"output": {"output_type": kind, **dict.fromkeys(names, odd)}})
        wire.send({"output": {"output_type": kind, "name": "stdout", "text": odd}})
        data = dict.fromkeys(("text/html", "text/plain", "application/json"), odd)
        wire.send({"output": {"output_type": kind, "data": data, "execution_count": odd}})
# %% embedding
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        np.add.at(self.grads[0], self.idx, dout)
