"""Taylor coefficients along a line by JAX's jet, jitted."""

import functools

from burst import timed


@functools.cache
def call(what, order):
    import jax
    import jax.numpy as jnp
    from jax.experimental import jet
    from orings import data

    if what == "neuron":
        x, y = map(jnp.asarray, data())
        theta, u = jnp.array([1.0, 1.0]), jnp.array([-1.5, -0.5])

        def loss(theta):
            z = x @ theta
            # softplus itself has no rule for jet; this form was the fastest of four.
            return jnp.mean(jnp.log(1 + jnp.exp(z)) - y * z)
    else:
        theta, u = jnp.linspace(-1, 1, 10), jnp.ones(10)

        def loss(theta):
            return jnp.sum(100 * (theta[1:] - theta[:-1] ** 2) ** 2 + (1 - theta[:-1]) ** 2)

    @jax.jit
    def expand(theta, u):
        rest = [jnp.zeros_like(u)] * (order - 1)
        return jet.jet(loss, (theta,), ([u] + rest,))

    value, derivatives = expand(theta, u)
    slope = jax.grad(loss)(theta) @ u
    assert abs(value - loss(theta)) < 1e-9 * abs(value) and abs(derivatives[0] - slope) < 1e-9 * abs(slope), (value, derivatives)
    return lambda: jax.block_until_ready(expand(theta, u))


def neuron(order):
    return timed(call("neuron", int(order)))


def rosenbrock(order):
    return timed(call("rosenbrock", int(order)))
