"""Writes reference.csv: Taylor coefficients to 50 digits of computation, for the tests of package taylor.

    python reference.py > reference.csv        (needs mpmath 1.3 or later; none of our own code)

A row holds the function's name, its parameter (a label for the cross-entropy, an exponent for the power, how many arguments a stand beside a 0
for the soft maximum and for the cross-entropy of one of them), the coefficients a_0, a_1, a_2 of the argument a(η) = a_0 + a_1 η + a_2 η², and
the coefficients c_0 … c_21 of f(a(η)), rounded to 17 digits. They come from Cauchy's integral on a circle well inside the radius of convergence,
so that no recurrence of the package is used to check itself. Working precision is 90 digits, and 420 where the function is saturated: its
coefficients there are as small as e^-700.
"""

import csv
import sys

from mpmath import mp, mpf, mpc, exp, expj, log, pi, sin, cos, tan, tanh, atan, asin, sinh, cosh, erf, sqrt, power, nstr, fabs

ORDER, SAMPLES = 21, 256


def sigmoid(z, _):
    return 1 / (1 + exp(-z))


def softplus(z, _):
    return log(1 + exp(z))


def cross_entropy(z, y):
    return log(1 + exp(z)) - y * z


FUNCTIONS = {
    "sigmoid": sigmoid, "softplus": softplus, "crossentropy": cross_entropy,
    "tanh": lambda z, _: tanh(z), "exp": lambda z, _: exp(z), "expm1": lambda z, _: exp(z) - 1, "log": lambda z, _: log(z),
    "log1p": lambda z, _: log(1 + z), "sin": lambda z, _: sin(z), "cos": lambda z, _: cos(z), "tan": lambda z, _: tan(z),
    "atan": lambda z, _: atan(z), "sqrt": lambda z, _: sqrt(z), "pow": lambda z, r: power(z, r),
    "asin": lambda z, _: asin(z), "sinh": lambda z, _: sinh(z), "cosh": lambda z, _: cosh(z), "erf": lambda z, _: erf(z),
    "logsumexp": lambda z, n: log(1 + n * exp(z)), "softmaxcrossentropy": lambda z, n: log(n + exp(-z)),
}


def coefficients(f, parameter, a, radius):
    """c_k = (1/N) Σ f(a(ρ e^{it})) e^{-ikt} ρ^-k: the error is about (ρ/R)^N, 1e-77 for ρ = R/2 (and N^31/31! times as much for the power -32)."""
    values = [f(a[0] + a[1] * x + a[2] * x * x, parameter) for x in (radius * expj(2 * pi * i / SAMPLES) for i in range(SAMPLES))]
    roots = [expj(-2 * pi * i / SAMPLES) for i in range(SAMPLES)]
    return [sum(v * roots[i * k % SAMPLES] for i, v in enumerate(values)).real / SAMPLES / radius**k for k in range(ORDER + 1)]


def reach(a, target):
    """The distance from 0 to the nearest η with a(η) = target."""
    if a[2] == 0:
        return fabs((target - a[0]) / a[1])
    d = sqrt(mpc(a[1] ** 2 - 4 * a[2] * (a[0] - target)))
    return min(fabs((-a[1] + d) / (2 * a[2])), fabs((-a[1] - d) / (2 * a[2])))


def radius(name, parameter, a):
    i = mpc(0, 1)
    if name in ("sigmoid", "softplus", "crossentropy"):
        poles = [i * pi, -i * pi]
    elif name in ("logsumexp", "softmaxcrossentropy"):
        poles = [i * pi - log(parameter), -i * pi - log(parameter)]
    elif name == "tanh":
        poles = [i * pi / 2, -i * pi / 2]
    elif name == "tan":
        poles = [pi * (mpf(k) + 0.5) for k in range(-3, 3)]
    elif name == "atan":
        poles = [i, -i]
    elif name in ("log", "sqrt", "pow"):
        poles = [mpf(0)]
    elif name == "asin":
        poles = [mpf(1), mpf(-1)]
    elif name == "log1p":
        poles = [mpf(-1)]
    else:
        return mpf(1)
    return min(min(reach(a, p) for p in poles) / 2, mpf(1))


def cases():
    for name in ("sigmoid", "softplus", "tanh"):
        for z in ("0", "1e-9", "-0.5", "1", "3.25", "-3.25", "12", "-40", "40", "300", "-700", "700"):
            yield name, "0", (z, "1", "0")
        yield name, "0", ("0.75", "1", "0.25")
        yield name, "0", ("-30", "0.5", "-0.25")
    for y in ("0", "1", "0.25"):
        for z in ("0", "-0.5", "3.25", "-40", "40", "700", "-700"):
            yield "crossentropy", y, (z, "1", "0")
        yield "crossentropy", y, ("0.75", "1", "0.25")
    for name in ("exp", "expm1", "sin", "cos"):
        for z in ("0", "1e-9", "-2.5", "20"):
            yield name, "0", (z, "1", "0")
        yield name, "0", ("0.5", "-1", "0.75")
    for name, points in {
        "log": ("1", "0.125", "50"), "log1p": ("0", "1e-9", "-0.875", "50"), "tan": ("0", "0.5", "-1.25"),
        "atan": ("0", "0.5", "-3", "-6.25", "20"), "sqrt": ("1", "0.125", "50"),
    }.items():
        for z in points:
            yield name, "0", (z, "1", "0")
        yield name, "0", (points[1], "0.5", "-0.25")
    for name, points in {"asin": ("0", "0.5", "-0.96875"), "sinh": ("0", "1e-9", "-2.5", "20"), "cosh": ("0", "-2.5", "20"), "erf": ("0", "-0.5", "3", "-5")}.items():
        for z in points:
            yield name, "0", (z, "1", "0")
        yield name, "0", (points[1], "0.5", "-0.25")
    for n in ("1", "9", "100"):
        for z in ("0", "-1e-9", "3.25", "-3.25", "40", "-700", "700"):
            yield "logsumexp", n, (z, "1", "0")
            yield "softmaxcrossentropy", n, (z, "1", "0")
        yield "logsumexp", n, ("0.75", "1", "0.25")
        yield "softmaxcrossentropy", n, ("0.75", "1", "0.25")
    for r in ("0.5", "-1.5", "2.75", "100", "-1", "-8", "-32"):
        yield "pow", r, ("1.25", "1", "0")
        yield "pow", r, ("1.25", "-0.5", "0.25")


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    for name, parameter, a in cases():
        mp.dps = 420 if abs(float(a[0])) > 20 else 90
        series = [mpf(x) for x in a]
        c = coefficients(FUNCTIONS[name], mpf(parameter), series, radius(name, mpf(parameter), series))
        zero = mpf(10) ** (20 - mp.dps)  # what is left of a coefficient that is exactly 0
        out.writerow([name, parameter, *a] + ["0" if fabs(x) < zero else nstr(x, 17) for x in c])


if __name__ == "__main__":
    main()
