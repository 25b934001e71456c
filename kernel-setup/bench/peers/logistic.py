"""The gradient of logistic regression's mean cross-entropy, as one would write it in NumPy and in JAX."""

import functools

import numpy as np
from burst import timed


@functools.lru_cache(maxsize=1)
def data(size):
    n, d = map(int, size.split("x"))
    rng = np.random.default_rng(n + d)
    return rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float), rng.standard_normal(d + 1)


@functools.lru_cache(maxsize=1)
def compiled(size):
    import jax
    import jax.numpy as jnp

    x, y, theta = map(jnp.asarray, data(size))

    def loss(theta, x, y):
        z = x @ theta[:-1] + theta[-1]
        return jnp.mean(jax.nn.softplus(z) - y * z)

    gradient = jax.jit(jax.grad(loss))
    answer = gradient(theta, x, y)
    assert np.allclose(answer, in_numpy(*data(size)), rtol=1e-9, atol=1e-12)
    return lambda: jax.block_until_ready(gradient(theta, x, y))


def in_numpy(x, y, theta):
    z = x @ theta[:-1]
    z += theta[-1]
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)
    z -= y
    gradient = np.empty_like(theta)
    np.matmul(z, x, out=gradient[:-1])
    gradient[-1] = z.sum()
    gradient /= len(y)
    return gradient


def numpy(size):
    return timed(lambda: in_numpy(*data(size)))


def jax(size):
    return timed(compiled(size))


def read(size):
    """Reading x once, by BLAS's vectorised dot product of x with itself: as fast as one core reads."""
    flat = data(size)[0].ravel()
    return timed(lambda: flat.dot(flat))


def forget():
    """Gives back the last size's memory."""
    data.cache_clear()
    compiled.cache_clear()
    return 0
