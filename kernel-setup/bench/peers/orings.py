"""Descent on the O-rings, as one would write it in NumPy and in JAX: 1,000 steps of fixed rate, the path kept, no losses."""

import functools
import time

STEPS, RATE = 1000, 1.0
TEMPERATURE = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
DISTRESS = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]


def data():
    """x, 23 × 2 with a column of ones, and y."""
    import numpy as np

    t = np.array(TEMPERATURE, dtype=float)
    return np.column_stack([(t - t.mean()) / t.std(), np.ones_like(t)]), np.array(DISTRESS, dtype=float)


@functools.cache
def numpy_descent():
    import numpy as np
    from scipy.special import expit

    x, y = data()
    xt = np.ascontiguousarray(x.T) / len(y)

    def descend():
        path = np.empty((STEPS + 1, 2))
        path[0] = 1
        for n in range(STEPS):
            path[n + 1] = path[n] - RATE * (xt @ (expit(x @ path[n]) - y))
        return path

    return descend


@functools.cache
def jax_descent():
    import jax
    import jax.numpy as jnp

    x, y = map(jnp.asarray, data())

    def loss(theta):
        z = x @ theta
        return jnp.mean(jax.nn.softplus(z) - y * z)

    def step(theta, _):
        return theta - RATE * jax.grad(loss)(theta), theta

    @jax.jit
    def descend(start):
        return jax.lax.scan(step, start, None, length=STEPS)

    start = jnp.ones(2)
    return lambda: jax.block_until_ready(descend(start))


def a_step(descend, repeat):
    """Seconds a step, after the answer has been checked once against the published estimate."""
    started = time.perf_counter()
    for _ in range(repeat):
        descend()
    return (time.perf_counter() - started) / repeat / STEPS


def numpy():
    end = numpy_descent()()[-1]
    assert abs(end[0] + 1.6024) < 1e-2 and abs(end[1] + 1.1075) < 1e-2, end
    return a_step(numpy_descent(), 10)


def jax_scan():
    end = jax_descent()()[0]
    assert abs(end[0] + 1.6024) < 1e-2 and abs(end[1] + 1.1075) < 1e-2, end
    return a_step(jax_descent(), 200)
