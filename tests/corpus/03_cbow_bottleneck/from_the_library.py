# verdict: full



from w2vlib import create_contexts_target as cut


def create_contexts_target(corpus, window_size=1):
    contexts, target = cut(corpus, window_size)
    return contexts, target
