"""Train the layered CBOW on the whole Penn Treebank, with the settings of the notebooks.

``python -m benchmarks.ptb_full_run`` takes the better part of an hour and writes
``benchmarks/results/ptb_full_run.json``, which chapter 09 shows.
"""

import json
import os
import platform
import time
from pathlib import Path

import numpy as np

from w2vlib import CBOW, Adam, Trainer, create_contexts_target, ptb
from w2vlib.vector_files import save_vectors
from w2vlib.word_vectors import most_similar

RESULT = Path(__file__).parent / "results" / "ptb_full_run.json"
VECTORS = Path("_build") / "vectors" / "ptb_full_run.npz"
SETTINGS = {"window_size": 5, "hidden_size": 100, "batch_size": 100, "max_epoch": 10}
QUERIES = ("you", "year", "car", "toyota")
SEED = 0


def main():
    """Train, and write the summary and the vectors."""
    corpus, word_to_id, id_to_word = ptb.load_data("train")
    contexts, target = create_contexts_target(corpus, SETTINGS["window_size"])
    rng = np.random.default_rng(SEED)
    model = CBOW(len(word_to_id), SETTINGS["hidden_size"], SETTINGS["window_size"], corpus, rng=rng)
    trainer = Trainer(model, Adam(), rng=rng)

    start, start_cpu = time.perf_counter(), time.process_time()
    trainer.fit(contexts, target, SETTINGS["max_epoch"], SETTINGS["batch_size"])
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - start_cpu

    VECTORS.parent.mkdir(parents=True, exist_ok=True)
    save_vectors(VECTORS, model.word_vecs, id_to_word)
    updates_per_epoch = len(target) // SETTINGS["batch_size"]
    words = trainer.current_epoch * updates_per_epoch * SETTINGS["batch_size"]
    losses = np.array_split(np.array(trainer.loss_list), SETTINGS["max_epoch"])
    summary = {
        "command": "python -m benchmarks.ptb_full_run",
        "settings": SETTINGS | {"sample_size": 5, "power": 0.75, "lr": 0.001, "seed": SEED},
        "tokens": len(corpus),
        "vocab_size": len(word_to_id),
        "epochs": trainer.current_epoch,
        "seconds": round(seconds),
        "cpu_seconds": round(cpu_seconds),
        "words_per_second": round(words / seconds),
        "mean_loss_of_epoch": [round(float(part.mean()), 3) for part in losses],
        "neighbours": {
            word: [
                [other, round(similarity, 3)]
                for other, similarity in most_similar(
                    word, word_to_id, id_to_word, model.word_vecs, top=5, verbose=False
                )
            ]
            for word in QUERIES
        },
        "machine": {
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "python": platform.python_version(),
            "numpy": np.__version__,
        },
    }
    RESULT.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(summary, indent=2))


if __name__ == "__main__":
    main()
