"""From TeX to MathML by two engines.

math-core (Rust) sets almost everything, in microseconds. What it refuses goes to Temml, a JavaScript library that
stands in static/temml and runs in QuickJS: 70 ms to start, which only a page pays that needs it, then half a
millisecond a formula. It gets a string and gives one back; QuickJS has no files and no network, and its memory and
time are bounded."""

import json
import re
import threading

from .sheet import static
from .tex import TexError

MEMORY, SECONDS = 64 << 20, 2
DEEPEST = 200
NESTING = re.compile(r"(?<!\\)(?:(\})|\{)|\\(?:(end|right)|begin|left)\b")
CHAIN = re.compile(
    r"(?:\\[A-Za-z]+\s*(?:\{[^{}\\]{0,40}\}\s*)?){500}"
)  # \sqrt\sqrt\sqrt: each takes the next for its argument
SWITCH = re.compile(
    r"\\(?:(?:text|)color|(?:display|text|script|scriptscript)style|over|atop|choose)\b"
)  # what they change goes on to the group's end
# What Temml's classes mean, as declarations that styles.py takes.
CLASSES = {
    "tml-right": "text-align:right;justify-items:end",
    "tml-left": "text-align:left;justify-items:start",
    "tml-jot": "",
    "tml-prime": "",
    "mathcal": "",
}


def mathml(tex, display):
    """The <math> element of a formula; TexError with the reason if no engine sets it."""
    import math_core

    if too_deep(tex):
        raise TexError("it is nested too deeply")
    try:
        return first().convert_with_local_state(tex, displaystyle=display)
    except math_core.LatexError as error:
        reason = str(error).strip().splitlines()[-1]
    try:
        return second()(json.dumps(tex), display)
    except (
        TexError,
        ImportError,
    ):  # without QuickJS, on a machine that it does not come for, the first engine's word is the last
        raise TexError(reason) from None


def too_deep(tex):
    """Whether a formula is nested as only an attack is: the first engine works by recursion, and where its stack ends
    the process ends."""
    if len(tex) < DEEPEST:
        return False
    depth = 0
    for found in NESTING.finditer(tex):
        depth += -1 if found[1] or found[2] else 1
        if depth > DEEPEST:
            return True
    return bool(CHAIN.search(tex)) or len(SWITCH.findall(tex)) > 5 * DEEPEST


def of_thread(make):
    """make() once in each thread: QuickJS measures its stack from where it was started."""
    kept = threading.local()

    def get():
        if not hasattr(kept, "made"):
            kept.made = make()
        return kept.made

    return get


@of_thread
def first():
    import math_core

    return math_core.LatexToMathML(fancy_error=False, annotation=False, global_group=True)


@of_thread
def second():
    import quickjs

    context = quickjs.Context()
    context.set_memory_limit(MEMORY)
    context.set_time_limit(SECONDS)
    for name in ("temml.min.js", "mhchem.min.js"):
        context.eval(static(f"temml/{name}"))
    # Macros are expanded before (tex.py); a \def left in a formula must not reach the next one.
    context.eval(
        "const OPTIONS = displayMode => ({displayMode, throwOnError: true, trust: false, strict: false, wrap: 'none', maxExpand: 1000})"
    )
    context.eval("const set = (tex, display) => JSON.stringify(temml.renderToString(tex, OPTIONS(display)))")

    def convert(tex, display):
        try:
            return json.loads(context.eval(f"set({tex}, {str(bool(display)).lower()})"))
        except quickjs.JSException as error:
            raise TexError(str(error).strip().splitlines()[0]) from None

    return convert
