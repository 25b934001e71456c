"""Value and gradient of softmax regression on a set as large as the 8×8 digits, in NumPy and by scikit-learn's own compiled loss."""

import functools

import numpy as np
from burst import timed

ROWS, FEATURES, CLASSES = 1797, 64, 10


@functools.cache
def data():
    rng = np.random.default_rng(1)
    x, label = rng.standard_normal((ROWS, FEATURES)), rng.integers(0, CLASSES, ROWS)
    return x, label, np.asfortranarray(rng.standard_normal((CLASSES, FEATURES + 1)))


def in_numpy(x, label, theta):
    z = x @ theta[:, :-1].T
    z += theta[:, -1]
    z -= z.max(axis=1, keepdims=True)
    own = z[np.arange(ROWS), label]
    np.exp(z, out=z)
    total = z.sum(axis=1, keepdims=True)
    value = (np.log(total[:, 0]) - own).mean()
    z /= total
    z[np.arange(ROWS), label] -= 1
    z /= ROWS
    return value, np.column_stack([z.T @ x, z.sum(axis=0)])


@functools.cache
def compiled():
    from sklearn._loss import HalfMultinomialLoss
    from sklearn.linear_model._linear_loss import LinearModelLoss

    x, label, theta = data()
    y = label.astype(float)
    loss = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=CLASSES), fit_intercept=True)
    value, gradient = loss.loss_gradient(theta, x, y)
    expected, slopes = in_numpy(x, label, theta)
    assert abs(value - expected) < 1e-12 * expected and np.allclose(gradient, slopes, atol=1e-12)
    return lambda: loss.loss_gradient(theta, x, y)


def numpy():
    return timed(lambda: in_numpy(*data()))


def scikit_learn():
    return timed(compiled())
