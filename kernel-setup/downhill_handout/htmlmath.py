"""Formulas in HTML, found as MathJax finds them: between dollars, \\( \\), \\[ \\], in environments; not in code, and
not across a tag.

They are taken out before the HTML is parsed: in $a<b$ a parser would see a tag.
"""

import html
import re

from .text import markup

CODE = {
    "pre",
    "code",
    "script",
    "style",
    "textarea",
    "kbd",
    "samp",
    "svg",
    "math",
    "title",
    "noscript",
    "template",
    "iframe",
}
IGNORED = re.compile(r"""\bclass\s*=\s*["']?[^"'>]*\b(?:tex2jax_ignore|mathjax_ignore)\b""", re.I)
NEXT = re.compile(r"[<$\\]")
TAG = re.compile(r"</?([A-Za-z][\w:-]*)")
ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
COMMAND = re.compile(r"\\(?:(eqref|ref)\s*\{([^{}]*)\}|begin\{([A-Za-z]+\*?)\}|([([$]))")
CLOSING = {"(": r"\)", "[": r"\]"}
# What stands between two dollars in a line: an escaped dollar is one, and words in it may hold formulas of their own.
INLINE = r"(?:\\(?:text[a-z]*|mbox|hbox)\s*\{(?:[^{}\\]|\\[\s\S])*\}|[^$\\]|\\[\s\S])+"
IN_LINE = re.compile(rf"\$({INLINE})\$")


def has_formulas(text):
    return "$" in text or "\\" in text


def with_formulas(page, text):
    """HTML text with a mark for each formula and each reference to one."""
    if not has_formulas(text):
        return text
    text = markup(text)
    out, at, lower, missing = [], 0, None, set()
    while found := NEXT.search(text, at):
        out.append(text[at : found.start()])
        at = found.start()
        if text[at] == "<":
            end = past_tag(text, at)
            name = TAG.match(text, at)
            if (
                name
                and end > at + 1
                and text[at + 1] != "/"
                and (name[1].lower() in CODE or IGNORED.search(text, at, end))
                and text[end - 2] != "/"
            ):
                lower = lower or text.lower()
                end = past_element(lower, name[1].lower(), end)
            out.append(text[at:end])
            at = end
            continue
        shown, end = formula(page, text, at, missing)
        out.append(shown)
        at = end
    out.append(text[at:])
    return "".join(out)


def past_tag(text, at):
    """The place behind the tag or comment that begins at at; behind its < if it is none."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        return len(text) if end < 0 else end + 3
    if not TAG.match(text, at):
        return at + 1
    while at < len(text):
        found = re.compile(r"[\"'>]").search(text, at)
        if not found:
            return len(text)
        at = found.end()
        if found[0] == ">":
            return at
        closing = text.find(found[0], at)
        if closing < 0:
            return len(text)
        at = closing + 1
    return len(text)


def past_element(lower, name, at):
    """The place behind the end tag that closes an element, inner ones of its name counted."""
    depth = 1
    for found in re.compile(rf"<(/?){re.escape(name)}\b").finditer(lower, at):
        depth += -1 if found[1] else 1
        if not depth:
            end = lower.find(">", found.end())
            return len(lower) if end < 0 else end + 1
    return len(lower)


def formula(page, text, at, missing):
    """What stands for the formula that begins at at, and where it ends; the character itself if none does. missing
    holds the ends that do not come."""
    formulas = page.formulas
    if text[at] == "$":
        display = text.startswith("$$", at)
        begin = end = at + 1 + display
        if display:
            while (end := text.find("$$", end)) >= 0 and text[end - 1] == "\\":
                end += 1
        else:
            found = IN_LINE.match(text, at)
            end = found.end(1) if found else -1
        if end < 0 or not fit(text[begin:end], display):
            return text[at:begin], begin
        tex = html.unescape(text[begin:end])
        return (formulas.block(tex), end + 2) if display else (formulas.inline(tex), end + 1)
    found = COMMAND.match(text, at)
    if not found:
        return text[at], at + 1
    if found[1]:
        return page.numbers.mention_equation(html.unescape(found[2]), found[1]), found.end()
    if found[4] == "$":
        return "$", found.end()
    closing = rf"\end{{{found[3]}}}" if found[3] else CLOSING[found[4]]
    end = -1 if closing in missing else text.find(closing, found.end())
    if end < 0:
        missing.add(closing)
    if end < 0 or not fit(text[found.end() : end], True):
        return text[at], at + 1
    tex = html.unescape(text[found.end() : end])
    end += len(closing)
    if found[3]:
        return formulas.block(tex, found[3]), end
    return (formulas.block(tex), end) if found[4] == "[" else (formulas.inline(tex), end)


def fit(tex, display):
    """Whether what stands between two delimiters can be a formula: no tag, and in a line no empty line."""
    return bool(tex.strip()) and not ANY_TAG.search(tex) and (display or "\n\n" not in tex)
