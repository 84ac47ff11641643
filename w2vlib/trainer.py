"""Trainer: shuffled mini-batches, epoch after epoch, and nothing lost on Ctrl-C."""

import contextlib
from dataclasses import dataclass

import numpy as np

from w2vlib._interrupt import deferred_interrupt
from w2vlib._validation import check_positive_int
from w2vlib.optimizers import remove_duplicate
from w2vlib.progress import progress_bar


class Trainer:
    """Train a model with an optimizer.

    Parameters
    ----------
    model : object
        With `forward(x, t)`, `backward()`, `params` and `grads`.
    optimizer : object
        With `update(params, grads)`.
    rng : numpy.random.Generator, optional
        For the order of the examples; `numpy.random` if not given.

    Attributes
    ----------
    loss_list : list of float
        The mean loss of each `eval_interval` updates, over all calls of `fit`. An interval
        also ends where an epoch does.
    current_epoch : int
        Epochs finished so far.
    interrupted : bool
        Whether the last `fit` was stopped before its end.

    Examples
    --------
    >>> from w2vlib import CBOW, Adam, create_contexts_target
    >>> corpus = np.array([0, 1, 2, 3, 4, 1, 5, 6])
    >>> contexts, target = create_contexts_target(corpus, window_size=1)
    >>> trainer = Trainer(CBOW(7, 3, 1, corpus), Adam())
    >>> trainer.fit(contexts, target, max_epoch=2, batch_size=3, progress=False)
    >>> trainer.current_epoch
    2
    """

    def __init__(self, model, optimizer, *, rng=None):
        self.model = model
        self.optimizer = optimizer
        self.rng = np.random if rng is None else rng
        self.loss_list = []
        self.current_epoch = 0
        self._unfinished = None

    @property
    def interrupted(self):
        """Whether the last `fit` was stopped before its end."""
        return self._unfinished is not None

    def fit(
        self,
        x,
        t,
        max_epoch=10,
        batch_size=32,
        max_grad=None,
        eval_interval=20,
        *,
        max_iters=None,
        progress=True,
    ):
        """Go over the examples `max_epoch` times.

        Ctrl-C (in a notebook: the stop button) ends training after the update under way.
        Weights, losses and the optimizer's state stay, and the next `fit` with the same
        examples and batch size goes on with the next batch, up to the end that the stopped
        call had. A second Ctrl-C does not wait for the update.

        Parameters
        ----------
        x : ndarray, shape (N, …)
            Inputs, for CBOW the contexts.
        t : ndarray, shape (N, …)
            Targets.
        max_epoch : int
            How often to go over all examples.
        batch_size : int
            Examples per update; a last, smaller batch is left out.
        max_grad : float, optional
            If given, gradients are scaled down to at most this norm.
        eval_interval : int
            Updates between two entries of `loss_list`.
        max_iters : int, optional
            Stop after this many updates, as Ctrl-C would.
        progress : bool
            Show a bar with loss and examples per second.

        Raises
        ------
        TypeError, ValueError
            If `x` and `t` differ in length or hold less than one batch, if a number is not
            a whole one of at least 1, if `max_grad` is not above 0, or if the examples or
            the size of a batch are not those of a stopped run.
        FloatingPointError
            If the loss is no longer a finite number.
        """
        check_positive_int(eval_interval, "eval_interval")
        if max_grad is not None and not max_grad > 0:
            raise ValueError(f"max_grad must be above 0, but {max_grad} came")
        batch_size = check_positive_int(batch_size, "batch_size")
        last_epoch = self.current_epoch + check_positive_int(max_epoch, "max_epoch")
        run = self._unfinished or _Run(len(x), batch_size, last_epoch)
        run.check(x, t, batch_size)
        steps = run.steps_left(self.current_epoch)
        if max_iters is not None:
            steps = min(steps, check_positive_int(max_iters, "max_iters"))

        bar = progress_bar(steps * run.batch_size, "training", "word") if progress else None
        with deferred_interrupt() as ctrl_c, contextlib.closing(bar or _Silent()):
            self._unfinished = run
            if run.count:
                del self.loss_list[-1:]  # the mean of part of an interval, which now goes on
            try:
                for _ in range(steps):
                    batch = run.batch(self.rng)
                    loss = self._step(x[batch], t[batch], max_grad)
                    # only now: a step that failed is the next one to do
                    run.advance(loss)
                    self.current_epoch += run.epoch_done
                    if run.count == eval_interval or run.epoch_done:
                        self.loss_list.append(run.pop_mean_loss())
                        if bar is not None:
                            bar.set_postfix_str(
                                f"epoch {self.current_epoch + (not run.epoch_done)}"
                                f"/{run.last_epoch}, loss {self.loss_list[-1]:.2f}",
                                refresh=False,
                            )
                    if bar is not None:
                        bar.update(run.batch_size)
                    if ctrl_c.pressed:
                        break
            finally:
                if run.count:
                    self.loss_list.append(run.total_loss / run.count)
            if run.steps_left(self.current_epoch) == 0:
                self._unfinished = None

        if ctrl_c.pressed and self.interrupted:
            print(
                f"Stopped in epoch {self.current_epoch + 1} of {run.last_epoch}. Nothing is lost: "
                "call fit again in the same way to go on."
            )

    def plot(self, ylim=None):
        """Draw the loss.

        Parameters
        ----------
        ylim : tuple of float, optional
            Lower and upper end of the loss axis.

        Returns
        -------
        ax : matplotlib.axes.Axes
        """
        from w2vlib.plots import plot_loss  # only who draws needs matplotlib

        ax = plot_loss(self.loss_list)
        if ylim is not None:
            ax.set_ylim(*ylim)
        return ax

    def _step(self, x, t, max_grad):
        loss = self.model.forward(x, t)
        if not np.isfinite(loss):
            raise FloatingPointError(
                f"the loss is {loss} in epoch {self.current_epoch + 1}: training has diverged. "
                "Try a smaller learning rate."
            )
        self.model.backward()
        params, grads = remove_duplicate(self.model.params, self.model.grads)
        if max_grad is not None:
            clip_grads(grads, max_grad)
        self.optimizer.update(params, grads)
        return float(loss)


def clip_grads(grads, max_norm):
    """Scale gradients in place so that their common norm is at most `max_norm`.

    Parameters
    ----------
    grads : list of ndarray
        Gradients of one update.
    max_norm : float
        Largest norm allowed, over all entries of all arrays together.

    References
    ----------
    Pascanu et al. (2013), On the difficulty of training recurrent neural networks.

    Examples
    --------
    >>> grads = [np.array([3.0]), np.array([4.0])]
    >>> clip_grads(grads, max_norm=1.0)
    >>> [g.round(3).tolist() for g in grads]
    [[0.6], [0.8]]
    """
    norm = np.sqrt(sum(np.sum(grad.astype(np.float64) ** 2) for grad in grads))
    if norm > max_norm:
        for grad in grads:
            grad *= max_norm / norm


@dataclass
class _Run:
    """Where a run stands: which examples, in which order, and how far it has come."""

    examples: int
    batch_size: int
    last_epoch: int
    order: np.ndarray | None = None
    iteration: int = 0
    # the losses since the last evaluation
    total_loss: float = 0.0
    count: int = 0

    @property
    def iters_per_epoch(self):
        return self.examples // self.batch_size

    @property
    def epoch_done(self):
        return self.order is None

    def check(self, x, t, batch_size):
        if len(x) != len(t):
            raise ValueError(f"x and t must have one length, but they have {len(x)} and {len(t)}")
        if len(x) != self.examples:
            raise ValueError(
                f"a run with {self.examples} examples was stopped and can go on, but {len(x)} "
                "examples came; for other examples, make a new Trainer"
            )
        if batch_size != self.batch_size:
            raise ValueError(
                f"a run with batches of {self.batch_size} was stopped and can go on, but "
                f"batch_size={batch_size} came; for another size, make a new Trainer"
            )
        if self.iters_per_epoch == 0:
            raise ValueError(
                f"a batch of {self.batch_size} needs at least as many examples, but {len(x)} came"
            )

    def steps_left(self, epochs_done):
        return (self.last_epoch - epochs_done) * self.iters_per_epoch - self.iteration

    def batch(self, rng):
        if self.order is None:
            self.order = rng.permutation(self.examples)
        start = self.iteration * self.batch_size
        return self.order[start : start + self.batch_size]

    def advance(self, loss):
        self.total_loss += loss
        self.count += 1
        self.iteration += 1
        if self.iteration == self.iters_per_epoch:
            self.order, self.iteration = None, 0

    def pop_mean_loss(self):
        mean_loss = self.total_loss / self.count
        self.total_loss, self.count = 0.0, 0
        return mean_loss


class _Silent:
    def close(self):
        """Nothing was shown, so nothing is closed."""
