"""Code written for the book that the notebooks follow runs with only its imports changed."""

import numpy as np
import pytest

import w2vlib
from w2vlib import (
    CBOW,
    SGD,
    Adam,
    Embedding,
    EmbeddingDot,
    NegativeSamplingLoss,
    SigmoidWithLoss,
    SimpleCBOW,
    SkipGram,
    Trainer,
    UnigramSampler,
    analogy,
    convert_one_hot,
    cos_similarity,
    create_contexts_target,
    most_similar,
    preprocess,
    remove_duplicate,
    toy_treebank,
)


def test_all_names_are_there():
    missing = [name for name in w2vlib.__all__ if not hasattr(w2vlib, name)]
    assert not missing


def test_simple_cbow_on_a_sentence():
    window_size = 1
    hidden_size = 5
    batch_size = 3
    max_epoch = 1000

    text = "You say goodbye and I say hello."
    corpus, word_to_id, id_to_word = preprocess(text)

    vocab_size = len(word_to_id)
    contexts, target = create_contexts_target(corpus, window_size)
    target = convert_one_hot(target, vocab_size)
    contexts = convert_one_hot(contexts, vocab_size)

    model = SimpleCBOW(vocab_size, hidden_size)
    optimizer = Adam()
    trainer = Trainer(model, optimizer)

    trainer.fit(contexts, target, max_epoch, batch_size)
    trainer.plot()

    word_vecs = model.word_vecs
    for word_id, word in id_to_word.items():
        assert word_vecs[word_id].shape == (hidden_size,), word
    assert trainer.loss_list[-1] < trainer.loss_list[0] / 2, "training did not lower the loss"


@pytest.mark.parametrize("model_class", [CBOW, SkipGram])
def test_training_and_saving(model_class, tmp_path, capsys):
    window_size = 2
    hidden_size = 10
    batch_size = 100
    max_epoch = 1

    corpus, word_to_id, id_to_word = toy_treebank.load_data("valid")
    vocab_size = len(word_to_id)

    contexts, target = create_contexts_target(corpus, window_size)

    model = model_class(vocab_size, hidden_size, window_size, corpus)
    optimizer = Adam()
    trainer = Trainer(model, optimizer)

    trainer.fit(contexts, target, max_epoch, batch_size)
    trainer.plot()

    word_vecs = model.word_vecs.astype(np.float16)

    querys = ["you", "year", "car", "toyota"]
    for query in querys:
        most_similar(query, word_to_id, id_to_word, word_vecs, top=5)
    analogy("car", "cars", "share", word_to_id, id_to_word, word_vecs)
    assert "[query] toyota" in capsys.readouterr().out
    assert -1 <= cos_similarity(word_vecs[0], word_vecs[1]) <= 1


def test_layers_one_by_one():
    W = np.arange(21.0).reshape(7, 3)
    idx = np.array([1, 3, 0, 1])
    emb = Embedding(W)
    assert (emb.forward(idx) == W[idx]).all()

    h = np.random.randn(4, 3)
    dot = EmbeddingDot(W)
    score = dot.forward(h, idx)
    loss = SigmoidWithLoss()
    loss.forward(score, np.ones(4, dtype=np.int32))
    assert dot.backward(loss.backward()).shape == h.shape


def test_sampler_and_loss():
    corpus = np.array([0, 1, 2, 3, 4, 1, 2, 3])
    power = 0.75
    sample_size = 2

    sampler = UnigramSampler(corpus, power, sample_size)
    target = np.array([1, 3, 0])
    negative_sample = sampler.get_negative_sample(target)
    assert negative_sample.shape == (3, 2)
    assert not (negative_sample == target[:, np.newaxis]).any()

    W = 0.01 * np.random.randn(5, 4).astype("f")
    ns_loss = NegativeSamplingLoss(W, corpus, power=0.75, sample_size=2)
    h = np.random.randn(3, 4).astype("f")
    ns_loss.forward(h, target)
    assert ns_loss.backward().shape == h.shape

    params, grads = remove_duplicate(ns_loss.params, ns_loss.grads)
    before = W.copy()
    SGD(lr=0.1).update(params, grads)
    assert len(params) == 1
    assert (W != before).any()
