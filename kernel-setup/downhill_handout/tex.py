"""TeX before it is set: macros, and the few words that the engines (engines.py) do not know though MathJax does.

Macros live as long as the page, as in MathJax: a \\newcommand in one cell holds in all later ones. They are expanded
here, so that neither engine keeps a state, and a definition that one of them would refuse never leaves a wrong
formula behind."""

import html
import re

MOST = 4000  # expansions in one formula; a macro that calls itself never ends
LONGEST = 200_000  # characters of a formula with its macros written out
NAME = re.compile(r"\\([A-Za-z@]+\*?|.)", re.S)
VERBATIM = {
    "label",
    "tag",
    "tag*",
    "ref",
    "eqref",
    "begin",
    "end",
    "href",
    "unicode",
    "require",
    "color",
    "ce",
    "pu",
}  # what these name stays as it is
DEFINING = {
    "newcommand",
    "renewcommand",
    "providecommand",
    "newcommand*",
    "renewcommand*",
    "providecommand*",
    "DeclareMathOperator",
    "DeclareMathOperator*",
    "DeclarePairedDelimiter",
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "newenvironment",
    "renewenvironment",
    "require",
}
TEXT = r"\\(text|textrm|textbf|textit|textsf|texttt|textnormal|mbox|hbox)\s*\{"
# Another name of what an engine knows, or nothing where MathJax ignores the word, too.
SYNONYMS = {
    "mathbbm": "mathbb",
    "mathds": "mathbb",
    "bm": "boldsymbol",
    "underbar": "underline",
    "hfill": "",
    "hfil": "",
    "ensuremath": "",
    "strut": "mathstrut",
    "hdots": "dots",
    "mit": "it",
    "amp": "&",
    "scr": "mathscr",
    "textsuperscript": "text",
    "textsubscript": "text",
    "shoveleft": "",
    "shoveright": "",
    "nobreak": "",
    "allowbreak": "",
    "displaylimits": "",
    "hline*": "hline",
    "mbox": "text",
    "hbox": "text",
    "lVERT": "Vert",
    "rVERT": "Vert",
}


ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#39);")  # JupyterLab's MathJax sees what HTML makes of them
SCRIPT = re.compile(r"([_^])\s*(\\(?:rm|bf|it|cal|sf|tt))\s*(\{(?:[^{}]|\{[^{}]*\})*\})")  # x_\rm{max}
ARRAY = re.compile(r"\\begin\{array\}(?:\s*\[[^\]]*\])?")
REPEATED = re.compile(r"\*\s*\{?\s*(\d{1,4})\s*\}?\s*(?:\{([^{}]*)\}|([a-z]))")
VERB = re.compile(r"\\verb\*?([^A-Za-z\s*])(.*?)\1", re.S)
ROW_END = chr(92) * 2
OLD_TABLES = {
    "pmatrix": "pmatrix",
    "matrix": "matrix",
    "cases": "cases",
    "eqalign": "aligned",
    "displaylines": "gathered",
}


class TexError(ValueError):
    pass


class Macros:
    def __init__(self):
        self.commands = {}  # name → (pattern of the arguments, default of the first or None, body)
        self.environments = {}  # name → (number of arguments, default, opening, closing)

    def expand(self, tex):
        """tex without definitions, and with all that is defined written out."""
        if "\\" not in tex or not (
            self.commands
            or self.environments
            or any(
                f"\\{word}" in tex
                for word in ("new", "renew", "provide", "Declare", "def", "gdef", "edef", "xdef", "let", "require")
            )
        ):
            return tex
        out, rest, left = [], tex, MOST
        while rest:
            at = rest.find("\\")
            if at < 0:
                out.append(rest)
                break
            out.append(rest[:at])
            rest = rest[at:]
            found = NAME.match(rest)
            if not found:
                out.append(rest)
                break
            name = found[1]
            if name.endswith("*") and name not in VERBATIM | DEFINING and name not in self.commands:
                name = name[:-1]
            after = rest[len(name) + 1 :]
            if name in DEFINING:
                rest = self._define(name, after)
            elif name in self.commands or name in ("begin", "end") and self._environment(name, after):
                left -= 1
                if left < 0:
                    raise TexError(f"\\{name} expands without end")
                rest = self._written_out(name, after)
                if len(rest) > LONGEST:
                    raise TexError(f"\\{name} expands without end")
            elif name in VERBATIM:
                given, rest = group(after.lstrip()) if after.lstrip().startswith("{") else ("", after)
                out.append(f"\\{name}" + (f"{{{given}}}" if rest is not after else ""))
            else:
                out.append(f"\\{name}")
                rest = after
        return "".join(out)

    def _environment(self, name, after):
        return after.startswith("{") and after[1:].partition("}")[0] in self.environments

    def _written_out(self, name, after):
        if name in ("begin", "end") and self._environment(name, after):
            which, after = group(after)
            count, default, opening, closing = self.environments[which]
            if name == "end":
                return joined(closing, after)
            given, after = arguments(after, count, default)
            return joined(filled(opening, given), after)
        pattern, default, body = self.commands[name]
        if isinstance(pattern, int):
            given, after = arguments(after, pattern, default)
        else:
            given, after = delimited(after, pattern, name)
        return joined(filled(body, given), after)

    def _define(self, name, after):
        """Takes in a definition and returns what stands behind it."""
        name = name.rstrip("*") if name != "DeclareMathOperator*" else name
        if name == "require":
            return group(after.lstrip())[1]
        if name in ("def", "gdef", "edef", "xdef"):
            found = re.match(r"\s*\\([A-Za-z@]+|.)([^{]*)", after, re.S)
            if not found:
                raise TexError(f"\\{name} names nothing")
            body, rest = group(after[found.end() :])
            pattern = found[2].strip()
            count = len(re.findall(r"#[1-9]", pattern))
            self.commands[found[1]] = (
                count if pattern == "".join(f"#{n + 1}" for n in range(count)) else pattern,
                None,
                body,
            )
            return rest
        if name == "let":
            found = re.match(r"\s*\\([A-Za-z@]+|.)\s*=?\s*(\\[A-Za-z@]+|\\.|.)", after, re.S)
            if not found:
                raise TexError("\\let names nothing")
            self.commands[found[1]] = (
                self.commands.get(found[2][1:], (0, None, found[2])) if found[2] != f"\\{found[1]}" else (0, None, "")
            )
            return after[found.end() :]
        found = re.match(r"\s*(?:\{\s*\\?([A-Za-z@]+|.)\s*\}|\\([A-Za-z@]+|.))", after, re.S)
        if not found:
            raise TexError(f"\\{name} names nothing")
        what, rest = found[1] or found[2], after[found.end() :].lstrip()
        if name.startswith("DeclareMathOperator"):
            body, rest = group(rest)
            self.commands[what] = (0, None, f"\\operatorname{'*' if name.endswith('*') else ''}{{{body}}}")
            return rest
        if name == "DeclarePairedDelimiter":
            opening, rest = group(rest)
            closing, rest = group(rest.lstrip())
            self.commands[what] = (1, None, f"{opening} #1 {closing}")
            return rest
        count, default = 0, None
        if found := re.match(r"\[\s*([0-9])\s*\]\s*", rest):
            count, rest = int(found[1]), rest[found.end() :]
            if rest.startswith("["):
                default, rest = optional(rest)
                rest = rest.lstrip()
        body, rest = group(rest)
        if name.endswith("environment"):
            closing, rest = group(rest.lstrip())
            self.environments[what] = (count, default, body, closing)
        elif name != "providecommand" or what not in self.commands:
            self.commands[what] = (count, default, body)
        return rest


def group(text):
    """What stands between the braces at the head of text (or its first token), and what stands behind."""
    if not text.startswith("{"):
        found = NAME.match(text)
        if found:
            return found[0], text[found.end() :]
        if not text:
            raise TexError("an argument is missing")
        return text[0], text[1:]
    depth, at = 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return text[1:at], text[at + 1 :]
        at += 1
    raise TexError("a brace is never closed")


def optional(text):
    """The same for brackets."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == "]" and not depth:
            return text[1:at], text[at + 1 :]
    raise TexError("a bracket is never closed")


def arguments(text, count, default):
    given = []
    if count and default is not None:
        if text.lstrip().startswith("["):
            first, text = optional(text.lstrip())
            given.append(first)
        else:
            given.append(default)
    while len(given) < count:
        one, text = group(text.lstrip())
        given.append(one)
    return given, text


def delimited(text, pattern, name):
    """Arguments of a \\def whose pattern has words between them."""
    given, pieces = [], re.split(r"#[1-9]", pattern)
    text = text.lstrip()
    if not text.startswith(pieces[0]):
        raise TexError(f"\\{name} is not used as it was defined")
    text = text[len(pieces[0]) :]
    for piece in pieces[1:]:
        if not piece:
            one, text = group(text.lstrip())
        else:
            one, found, text = text.partition(piece)
            if not found:
                raise TexError(f"\\{name} is not used as it was defined")
        given.append(one)
    return given, text


def filled(body, given):
    out = ""
    for piece in re.split(r"(##|#[1-9])", body):
        if piece == "##":
            out += "#"
        elif re.fullmatch("#[1-9]", piece):
            out = joined(out, given[int(piece[1]) - 1]) if int(piece[1]) <= len(given) else out
        else:
            out = joined(out, piece)
    return out


def joined(body, rest):
    """A control word ends where another letter would make it longer."""
    return body + (" " if rest[:1].isalpha() and re.search(r"\\[A-Za-z@]+$", body[-60:]) else "") + rest


def stripped(tex):
    """tex without blanks at its ends; one that a backslash makes stays."""
    shorter = tex.strip()
    return shorter + " " if re.search(r"(?<!\\)(?:\\\\)*\\$", shorter) else shorter


def plain(tex):
    """tex in words that the engines know."""
    tex = ENTITY.sub(lambda m: html.unescape(m[0]), tex) if "&" in tex else tex
    if "\\" not in tex:
        return tex
    tex = VERB.sub(lambda m: "\\texttt{" + re.sub(r"[{}\\$]", "", m[2]) + "}", columns(tex))
    tex = SCRIPT.sub(r"\1{\2 \3}", tex)
    tex = re.sub(
        r"\\(left|right|middle|[bB]igg?[lrm]?)\s*([<>])",
        lambda m: f"\\{m[1]}\\{'l' if m[2] == '<' else 'r'}angle ",
        tex,
    )
    tex = re.sub(r"\\(?:class|cssId|style)\s*\{[^{}]*\}|\\bbox\s*(?:\[[^\]]*\])?", "", tex)
    tex = re.sub(r"\\unicode\s*\{\s*(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))\s*\}", unicode, tex)
    tex = re.sub(r"\\buildrel\s*(.*?)\s*\\over\s*(\{[^{}]*\}|\\[A-Za-z]+|.)", r"\\overset{\1}{\2}", tex)
    tex = re.sub(r"\\cr(?![A-Za-z])", r"\\\\", tex)
    tex = re.sub(r"(?<!\\)((?:\\\\)*)\\\n", r"\1\\ ", tex)  # a backslash at a line's end is a blank
    tex = re.sub(r"(\\\\)\*?\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]", r"\1", tex)  # the distance to the next row
    tex = re.sub(r"\\root\s*(\{[^{}]*\}|.)\s*\\of(?![A-Za-z])", r"\\sqrt[\1]", tex)
    tex = re.sub(r"\\(?:enclose\s*\{[^{}]*\}|boxed)(?=\s*\{)", r"\\boxed", tex)
    tex = re.sub(r"\\skew\s*(?:\{[^{}]*\}|.)", "", tex)
    tex = nested(old_tables(tex))
    tex = math_in_text(tex)
    return re.sub(r"\\([A-Za-z]+)", lambda m: synonym(m[1]) if m[1] in SYNONYMS else m[0], tex)


def columns(tex):
    """An array's columns as the engines read them: *{3}{c} written out, and columns where none are named."""
    if "array" not in tex:
        return tex
    out, at = [], 0
    for found in ARRAY.finditer(tex):
        try:
            named, rest = group(tex[found.end() :].lstrip())
        except TexError:
            break
        if not tex[found.end() :].lstrip().startswith("{"):
            named = "c" * (1 + max(row.count("&") for row in rest.partition(r"\end{array}")[0].split(ROW_END)))
        for _ in range(4):
            named = REPEATED.sub(lambda m: (m[2] or m[3] or "") * min(int(m[1]), 99), named)[:200]
        out += tex[at : found.start()], f"\\begin{{array}}{{{named}}}"
        at = len(tex) - len(rest)
    return "".join([*out, tex[at:]])


def synonym(name):
    other = SYNONYMS[name]
    return f"\\{other}" if other.isalpha() else other or " "


def unicode(m):
    code = int(m[1], 16) if m[1] else int(m[2])
    return (
        f"\\text{{{chr(code)}}}"
        if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 and chr(code) not in "\\{}$&#%"
        else " "
    )


def old_tables(tex):
    """\\pmatrix{a & b \\cr c & d} and its like, as environments."""
    for name, environment in OLD_TABLES.items():
        while found := re.search(rf"\\{name}\s*(?=\{{)", tex):
            try:
                body, rest = group(tex[found.end() :])
            except TexError:
                break
            tex = f"{tex[: found.start()]}\\begin{{{environment}}}{body}\\end{{{environment}}}{rest}"
    return tex


def nested(tex):
    """Environments inside a formula that the engines know by another name."""
    tex = re.sub(r"\\begin\{eqnarray\*?\}", r"\\begin{array}{rcl}", tex)
    tex = re.sub(r"\\end\{eqnarray\*?\}", r"\\end{array}", tex)
    tex = re.sub(r"\\(begin|end)\{flalign\*?\}", r"\\\1{aligned}", tex)
    tex = re.sub(r"\\(?:begin|end)\{equation\*?\}", "", tex)
    tex = re.sub(
        r"\\(begin|end)\{(align|gather|multline)\}",
        lambda m: f"\\{m[1]}{{{'aligned' if m[2] == 'align' else 'gathered'}}}",
        tex,
    )
    return re.sub(r"\\(begin|end)\{alignat\*?\}", r"\\\1{alignedat}", tex)


def words_of(text):
    """Words inside \\text, where MathJax takes signs that TeX would not."""
    return re.sub(
        r"\\.|[_&#^~]",
        lambda m: {"_": r"\_", "&": r"\&", "#": r"\#", "^": r"\char94 ", "~": " "}.get(m[0], m[0]),
        text,
        flags=re.S,
    )


def math_in_text(tex):
    """\\text{if $n$ is odd} as \\text{if }n\\text{ is odd}: the engines take no formula inside words."""
    out = []
    while found := re.search(TEXT, tex):
        try:
            words, rest = group(tex[found.end() - 1 :])
        except TexError:
            break
        out.append(tex[: found.start()])
        name = "text" if found[1] in ("mbox", "hbox", "textnormal") else found[1]
        pieces = re.split(r"(?<!\\)\$|\\[()]", words)
        if len(pieces) > 1 and len(pieces) % 2:
            out += (
                f"\\{name}{{{words_of(piece)}}}" if n % 2 == 0 else f"{{{piece}}}"
                for n, piece in enumerate(pieces)
                if piece
            )
        else:
            out.append(f"\\{name}{{{words_of(words)}}}")
        tex = rest
    return "".join(out) + tex


def linked(tex, link):
    """tex with link(address, shown) for each \\href{address}{shown}."""
    out = []
    while found := re.search(r"\\href(?![A-Za-z])\s*", tex):
        out.append(tex[: found.start()])
        try:
            address, rest = group(tex[found.end() :])
            shown, rest = group(rest.lstrip())
        except TexError:
            out.append(found[0])
            tex = tex[found.end() :]
            continue
        out.append(link(address, shown))
        tex = rest
    return "".join(out) + tex


def rows(body):
    """The rows of an environment's body: parted by \\\\ that stands in no brace and no inner environment."""
    found, depth, start, at = [], 0, 0, 0
    while at < len(body):
        if body[at] == "\\":
            word = NAME.match(body, at)
            if word and word[0] == "\\\\" and depth == 0:
                found.append(body[start:at])
                start = word.end()
            depth += {"begin": 1, "end": -1}.get(word[1], 0) if word else 0
            at = word.end() if word else at + 1
            continue
        depth += (body[at] == "{") - (body[at] == "}")
        at += 1
    found.append(body[start:])
    if len(found) > 1 and not found[-1].strip():
        found.pop()
    return found
