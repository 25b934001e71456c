"""Code, coloured by Pygments, in a box that scrolls and can be reached by keyboard."""

import html

# Pygments tells more token classes apart than anybody sees: a letter of ours for each group that has a colour in
# cells.css.
GROUPS = (
    ("k", ("k", "kd", "kn", "kt", "kr", "kp", "kc", "ow")),
    ("s", ("s", "s1", "s2", "sa", "sb", "sc", "sd", "se", "sh", "si", "sr", "ss", "sx", "dl")),
    ("m", ("m", "mb", "mf", "mh", "mi", "mo", "il")),
    ("c", ("c", "c1", "ch", "cm", "cp", "cpf", "cs")),
    ("n", ("nf", "fm", "nc", "nd", "nb", "bp")),
)
CLASS = {name: group for group, names in GROUPS for name in names}


def coloured(code, language):
    """HTML spans for code; plain text if Pygments does not know the language."""
    from pygments.lexers import get_lexer_by_name
    from pygments.token import STANDARD_TYPES
    from pygments.util import ClassNotFound

    try:
        lexer = (
            get_lexer_by_name(language, stripnl=False, ensurenl=False)
            if language and isinstance(language, str)
            else None
        )
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return html.escape(code, quote=False)
    out, run, of = [], "", None
    for kind, text in lexer.get_tokens(code):
        group = (
            next(
                (
                    CLASS[STANDARD_TYPES[k]]
                    for k in (kind, kind.parent)
                    if k in STANDARD_TYPES and STANDARD_TYPES[k] in CLASS
                ),
                "",
            )
            if kind is not None
            else ""
        )
        if group != of:
            out.append(wrapped(run, of))
            run, of = "", group
        run += text
    out.append(wrapped(run, of))
    return "".join(out)


def wrapped(text, group):
    escaped = html.escape(text, quote=False)
    return f'<span class="{group}">{escaped}</span>' if group and text.strip() else escaped


def box(code, language, label):
    return f'<div class="code"><pre tabindex="0" role="group" aria-label="{label}"><code>{coloured(code, language)}</code></pre></div>'


def named(code, language, label):
    """Code that would be a drawing elsewhere, with its language said."""
    return f'<div class="code named"><span class="lang">{html.escape(language)}</span><pre tabindex="0" role="group" aria-label="{html.escape(label)}"><code>{html.escape(code.strip(chr(10)), quote=False)}</code></pre></div>'


def fenced(code, language, label):
    return box(code.rstrip("\n"), language, label)


def summary(code, fallback):
    """The first comment of a folded cell, as the line that unfolds it."""
    for line in code.splitlines():
        line = line.strip()
        for mark in ("//", "#", "--", "%"):
            words = line.removeprefix(mark).strip() if line.startswith(mark) else ""
            if words and not words.startswith(("%", "!", "#")):
                return words
        if line and not line.startswith("%%"):  # a cell's %% stands above its first line of code
            break
    return fallback


def language_of(nb):
    """The Pygments lexer's name for a notebook. GoNB says "", at which nbconvert reads Go as IPython."""
    info = nb.metadata.get("language_info", {})
    spec = nb.metadata.get("kernelspec", {})
    return str(info.get("pygments_lexer") or info.get("name") or spec.get("language") or "python").lower()
