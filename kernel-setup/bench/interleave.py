"""Interleaved measuring: what disturbs the machine for a while disturbs all alike."""


def rounds(count, *measure, warmup=1):
    """Calls each measure in turn, count times over, and returns their lists of results. The first warmup rounds are thrown away."""
    lists = [[] for _ in measure]
    for turn in range(count + warmup):
        # Whoever comes first in a round finds the caches as the last one left them: take turns at that, too.
        for index in range(len(measure)):
            chosen = (index + turn) % len(measure)
            result = measure[chosen]()
            if turn >= warmup:
                lists[chosen].append(result)
    return lists
