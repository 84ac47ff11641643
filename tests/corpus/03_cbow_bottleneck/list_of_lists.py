# verdict: rejected, named contexts-list-of-lists
def create_contexts_target(corpus, window_size=1):
    target = []
    contexts = []
    for idx in range(window_size, len(corpus) - window_size):
        target.append(corpus[idx])
        contexts.append([corpus[idx + t] for t in range(-window_size, window_size + 1) if t != 0])
    return contexts, target
