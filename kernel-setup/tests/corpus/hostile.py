"""What somebody might send: each tries to run a script, to fetch something, or to break out of where it stands."""

import base64

import nbformat

from . import PNG, Case, bundle, code, figure, notebook, printed, shown, text

RUN = "window.evil=1"


def svg(inner, attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" {attributes}>{inner}</svg>'


def in_output(name, html, **more):
    return Case(name, lambda: notebook(text("# T"), code("x", bundle({"text/html": html, "text/plain": "words"}))), **more)


def in_markdown(name, source, **more):
    return Case(name, lambda: notebook(text("# T\n\nbefore\n\n" + source + "\n\nafter")), **{"has": ["before", "after"], **more})


def drawn(name, source, **more):
    """The same SVG as an output of its own, as a picture inside HTML, written into HTML, and as an attachment."""
    src = "data:image/svg+xml;base64," + base64.b64encode(source.encode()).decode()
    return Case(name, lambda: notebook(
        text("# T\n\n![a](attachment:a.svg)\n\n" + source, attachments={"a.svg": {"image/svg+xml": source}}),
        code("x", bundle({"image/svg+xml": source, "text/plain": "alt"}), shown(text_html=f'<img alt="y" src="{src}">'), shown(text_html=source))), **more)


CASES = [
    in_output("script", f"<script>{RUN}</script><p>words</p>", has=["<p>words</p>"]),
    in_output("script in pieces", f"<scr<script>ipt>{RUN}</scr</script>ipt><p>words</p>"),
    in_output("handlers", f'<img src=x alt=x onerror="{RUN}"><body onload="{RUN}"><p onclick={RUN} onmouseover={RUN}>words</p><details open ontoggle={RUN}>d</details>', has=["words"]),
    in_output("javascript links", f'<a href="javascript:{RUN}">a</a><a href=" jAvA\tscript:{RUN}">b</a><a href="&#106;avascript:{RUN}">c</a><a href="data:text/html,<script>{RUN}</script>">d</a>', has=["a", "d"]),
    in_output("base, meta, link", '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel=stylesheet href="https://evil.example/x.css"><p>w</p>', has=["<p>w</p>"]),
    in_output("styles that reach out", '<style>@import "https://evil.example/a.css"; body{background:url(https://evil.example/b)}</style><p style="background:url(https://evil.example/c);position:fixed;inset:0;color:red">w</p>', has=["w"]),
    in_output("forms", f'<form action="https://evil.example/"><input name=p autofocus onfocus={RUN}><button formaction="javascript:{RUN}">go</button></form>'),
    in_output("embeds", f'<object data="data:text/html,<script>{RUN}</script>"></object><embed src="javascript:{RUN}"><iframe srcdoc="<script>{RUN}</script>"></iframe><iframe src="javascript:{RUN}"></iframe>'),
    in_output("pictures from the network", '<img alt=a src="https://evil.example/a.png"><img alt=b srcset="https://evil.example/b.png 1x"><picture><source srcset="//evil.example/c.png"><img alt=c src="//evil.example/c.png"></picture>'),
    in_output("mutation", f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">', has=[]),
    in_output("noscript and template", f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript><template><img src=x onerror={RUN}></template><p>w</p>'),
    in_output("end tags of the page", f"</div></main></body></html><script>{RUN}</script><p>still inside</p>", has=["still inside"]),
    in_output("comments", f"<!--><img src=x onerror={RUN}>--><!--[if IE]><script>{RUN}</script><![endif]--><p>w</p>"),
    in_output("ids of the page", '<a id="main">x</a><a id="contents" name="top">y</a><p id="main">z</p>', has=["x", "y", "z"]),
    in_output("forged marks", 'a &#xfdd0;0&#xfdd1; b <img alt="&#xfdd0;1&#xfdd1;" src="data:image/png;base64,' + PNG + '">'),
    in_output("sheets of an output", '<style>@import "https://evil.example/a.css"; #main{display:none} p{background:url(https://evil.example/b);position:fixed} td{background:linear-gradient(url(https://evil.example/c),red)}</style>'
              '<p>w</p><table><tr><td style="background:linear-gradient(90deg,url(https://evil.example/d),red)">t</td></tr></table>', has=["<p", ">w<"]),
    in_output("mathml with more in it", f'<math href="https://evil.example/"><mtext><img src=x onerror={RUN}></mtext><maction actiontype="statusline#https://evil.example/" onclick={RUN}><mi>x</mi></maction>'
              f'<annotation-xml encoding="text/html"><script>{RUN}</script><iframe src="https://evil.example/"></iframe></annotation-xml><mi style="background:url(https://evil.example/)">y</mi></math><p>w</p>', has=["<p>w</p>"]),
    in_output("formulas in html that break out", f'<p>$\\text{{</p><script>{RUN}</script>}}$ $\\colorbox{{red;background:url(https://evil.example)}}{{x}}$ $\\href{{javascript:{RUN}}}{{x}}$ \\eqref{{"><script>{RUN}</script>}} words</p>', has=["words"]),
    in_output("cites and boxes", f'<cite data-cite="&quot;&gt;&lt;img src=x onerror={RUN}&gt;">c</cite><div class="alert alert-info x&quot; onclick={RUN}" onclick={RUN}>w</div><font color="red;background:url(https://evil.example)">f</font>', has=["w", "f"]),
    in_markdown("boxes, diagrams and macros", f'> [!NOTE]\n> <script>{RUN}</script> note\n\n```mermaid\n</code><script>{RUN}</script>\n```\n\n$\\newcommand{{\\x}}{{</math><script>{RUN}</script>}}\\x$ \\ref{{" onclick={RUN}}}'),
    Case("links of a terminal", lambda: notebook(code("x", printed(f"\x1b]8;;javascript:{RUN}\x1b\\a\x1b]8;;\x1b\\ \x1b]8;;https://example.org/\"><script>{RUN}</script>\x1b\\b\x1b]8;;\x1b\\ \x1b[38;2;1;2;3m<img src=x onerror={RUN}>\x1b[0m"))), has=["a", "b"]),
    Case("authors and works", lambda: notebook(text("# T\n\n<cite data-cite='k'>c</cite>"), metadata={"authors": [{"name": f"<script>{RUN}</script>"}], "date": f"<img src=x onerror={RUN}>", "bibliography": {"k": {"title": f"<script>{RUN}</script>", "DOI": f'"><img src=x onerror={RUN}>'}}})),
    in_markdown("formulas nested without end", "\n\n".join(f"${opening * 20_000}x{closing * 20_000}$" for opening, closing in (("{", "}"), ("\\sqrt{", "}"), ("\\sqrt", " "), ("\\left(", "\\right)"), ("\\color{red}", ""),
                ("\\begin{matrix}", "\\end{matrix}"), ("x^{", "}"), ("{x\\over ", "}"))) + "\n\n$" + "\\frac{" * 190 + "x" + "}{y}" * 190 + "$"),
    in_output("elements and sheets nested without end", f"<style>a{{b:{'(' * 20_000}}}</style><math>{'<mrow>' * 5_000}<mi>x</mi></math><svg><style>a{{b:{'(' * 20_000}}}</style><path d='M0 0'/></svg><p>w</p>"),
    in_markdown("lengths that reach over the page", "$\\hspace{-99em}\\raisebox{99em}{x}\\rule{999em}{999em}\\kern-99em\\vphantom{x}$\n\n<math><mpadded voffset='99em' lspace='-99em' width='-9em'><mspace width='-99em' height='1e9em'/><mi>x</mi></mpadded></math>",
                lacks=["99em", "999em", "1e9em"]),
    in_markdown("marks of formulas", "$\\eqref{x}$ $\\text{DhRef0x Dh0n0x}$ $\\text{DhRef99x}\\eqref{x}$ $\\href{#t}{\\href{javascript:evil}{y}}$ $$x\\tag{$\\href{javascript:evil}{y}$}$$"),
    Case("works, languages and authors of other kinds", lambda: notebook(text("# T\n\n<cite data-cite='k,l,m'>c</cite>"), code("x"), nbformat.from_dict({"cell_type": "code", "source": "y", "metadata": {"magics_language": ["go"]}, "outputs": [],
         "execution_count": None, "id": "m"}), metadata={"authors": [{"name": 3}], "author": 5, "cite2c": {"citations": {"k": {"author": [{"given": 5, "family": []}, 3], "issued": {"date-parts": 7}, "title": ["t"]},
         "l": {"author": 5, "issued": [], "DOI": {}}, "m": 3}}})),
    in_markdown("paths that are none", "![a](x%00.png) [b](y%00.txt) [c](#%00) ![d](" + "e/" * 3_000 + "x.png)"),
    in_markdown("markdown with a script", f"<script>{RUN}</script>"),
    in_markdown("markdown links", f"[a](javascript:{RUN}) [b](JaVaScRiPt:{RUN}) [c](data:text/html;base64,PHNjcmlwdD4=) [d](vbscript:x) <javascript:{RUN}> [e](<java\nscript:{RUN}>)"),
    in_markdown("markdown pictures", '![x](https://evil.example/x.png) ![y](javascript:1) ![z](../../../../etc/passwd) ![w](/etc/passwd) ![v](x"onerror="window.evil=1)', has=["A picture stood here"], lacks=["root:"]),
    in_markdown("handlers inside links and headings", f'[<img src=x onerror={RUN}>](#t) \n\n## <img src=x onerror={RUN}> head\n\n[^n] call\n\n[^n]: <img src=x onerror={RUN}> note'),
    in_markdown("titles and alt texts that break out", f'![" onerror={RUN} x="](data:image/png;base64,{PNG} "\\" onload={RUN}")\n\n[a](https://example.org "\\"><script>{RUN}</script>")'),
    in_markdown("math that breaks out", f'$\\text{{</math><script>{RUN}</script>}}$ $\\href{{javascript:{RUN}}}{{x}}$ $x</math><img src=x onerror={RUN}>$ $\\color{{red;background:url(https://evil.example)}}x$\n\n'
                f'\\begin{{equation}}a\\tag{{"><img src=x onerror={RUN}>}}\\label{{eq:"onclick="{RUN}}}\\end{{equation}}\n\n[Equation](#eq:"onclick="{RUN})'),
    in_markdown("code that breaks out", f'`</code><script>{RUN}</script>`\n\n```"><script>{RUN}</script>\n</pre><script>{RUN}</script>\n```\n\n```html\n<script>{RUN}</script>\n```', has=["&lt;script&gt;"]),
    in_markdown("task lists and tables", f"| <script>{RUN}</script> | [x](javascript:{RUN}) |\n|---|---|\n| <b onclick={RUN}>b</b> | c |"),
    drawn("svg with scripts", svg(f'<script>{RUN}</script><rect width="4" height="4" onclick="{RUN}"/><a xlink:href="javascript:{RUN}"><text>t</text></a><set attributeName="onload" to="{RUN}"/>', f'onload="{RUN}"')),
    drawn("svg with foreign content", svg(f'<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="{RUN}"/><iframe src="https://evil.example/"/></body></foreignObject><circle r="3"/>')),
    drawn("svg that fetches", svg('<image href="https://evil.example/a.png" width="9" height="9"/><use xlink:href="https://evil.example/b.svg#x"/><style>@import url(https://evil.example/c.css); rect{fill:url("https://evil.example/d")} '
          '@font-face{font-family:x;src:url(//evil.example/e)}</style><rect width="5" height="5" fill="url(https://evil.example/f#g)" style="filter:url(https://evil.example/g)"/>')),
    Case("svg with entities", lambda: notebook(code("x", bundle({"image/svg+xml": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;">]>' + svg("<text>&a;&b;</text>"), "text/plain": "alt"}))), lacks=["root:"]),
    Case("svg inside svg", lambda: notebook(code("x", bundle({"image/svg+xml": svg('<image href="data:image/svg+xml;base64,' + base64.b64encode(svg(f"<script>{RUN}</script>").encode()).decode() + '"/>'), "text/plain": "alt"})))),
    Case("terminal text", lambda: notebook(code(f"</code></pre><script>{RUN}</script>", printed(f"</pre><script>{RUN}</script>\x1b[31m<img src=x onerror={RUN}>\x1b[0m"))), has=["&lt;script&gt;"]),
    Case("picture's alt text", lambda: notebook(code("x", bundle({"image/png": PNG, "text/plain": f'" onerror="{RUN}" x="'})))),
    Case("picture that is none", lambda: notebook(code("x", bundle({"image/png": base64.b64encode(f"<script>{RUN}</script>".encode()).decode(), "text/plain": "alt"}))), has=["alt"]),
    Case("json and latex", lambda: notebook(code("x", bundle({"application/json": {"</script><script>": RUN}})), code("y", bundle({"text/latex": f"</code><script>{RUN}</script>"})))),
    Case("metadata", lambda: notebook(text("words"), code("1", printed("1"), tags=['" onclick="window.evil=1', "fig:\"><script>window.evil=1</script>"]),
         code("2", figure(), tags=["fig:\"><script>window.evil=1</script>"]), metadata={"title": f"</title><script>{RUN}</script>", "language_info": {"name": f'"><script>{RUN}</script>'}})),
    Case("caption", lambda: notebook(code("x", figure(caption=f"<b onclick={RUN}>c</b><script>{RUN}</script>")))),
    Case("raw cells that run", lambda: notebook(nbformat.v4.new_raw_cell(f"<script>{RUN}</script><p onclick={RUN}>w</p>", metadata={"format": "text/html"}), nbformat.v4.new_raw_cell(f"<script>{RUN}</script>", metadata={"format": f"<script>{RUN}</script>"}))),
]
