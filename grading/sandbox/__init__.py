"""Where notebooks run that nobody vouches for: in namespaces, within limits, watched from outside.

`pool.Pool` keeps servers, `conversation.Conversation` runs one notebook in one of them. What runs
inside is in `inside`.
"""
