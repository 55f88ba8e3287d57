"""Finding events by words, names and days: an index of their words, kept beside the events, and questions to it.

The words are folded and stemmed by us, so that both databases give the same answers, and stand in the index by day:
the newest events that hold all of them are found without a look at the others (decision 0021).
"""
