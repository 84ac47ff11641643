"""Which differences of scores are the graders', and which come of other inputs."""

from benchmarks.grading import throughput


def difference(cell):
    return {"cell": cell, "nbgrader": 1.0, "ours": 0.0}


def test_what_agrees_with_equal_inputs_is_no_difference(monkeypatch):
    graded = []

    def compare(paths):
        graded.extend(paths)
        return {"04_embedding/adds_to_dw": {}}

    monkeypatch.setattr(throughput, "compare", compare)
    monkeypatch.setattr(throughput, "name_of", str)
    known = ["04_embedding/adds_to_dw", "02_random_choice/sorts", "03_cbow_bottleneck/other"]
    monkeypatch.setattr(throughput, "answers", lambda: known)
    stays = difference("adds_to_dw/04_embedding/check_embedding")
    stranger = difference("perfect/04_embedding/check_embedding")
    goes = difference("sorts/02_random_choice/check_draw_words")
    assert throughput.with_equal_inputs([stays, goes, stranger]) == [stays, stranger]
    assert graded == known[:2]


def test_where_nothing_differs_nothing_is_graded(monkeypatch):
    monkeypatch.delattr(throughput, "compare")
    assert throughput.with_equal_inputs([]) == []
