# case: 22
# score: 10
# statuses: too_much_output
# A line without end, a figure without end, and a widget.
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


# %%
print("x" * 30_000_000)
# %%
from IPython.display import display

display({"image/png": "A" * 30_000_000, "text/plain": "y"}, raw=True)
# %%
display({"application/vnd.jupyter.widget-view+json": {"model_id": "z" * 1000}}, raw=True)
# %%
for number in range(5000):
    display(number)
# %%
import os

while os.write(1, b"z" * 1_000_000):
    pass
