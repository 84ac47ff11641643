# case: 22
# score: 0
# limits: cell_seconds=1, grace_seconds=0.5, cell_output=10_000
# statuses: too_much_output, timeout
# Outputs past all that counts them on the notebook's side, faster than they are read.
# %%
import gc
import signal

import inside.session

wire = next(each for each in gc.get_objects() if isinstance(each, inside.session.Wire))
pack = inside.session.importlib.import_module("inside.wire").pack
frame = pack({"output": {"output_type": "stream", "name": "stdout", "text": "x" * 100}})
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    wire._connection.sendall(frame * 1000)
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
