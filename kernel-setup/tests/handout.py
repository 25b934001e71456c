"""Exporting notebooks in tests, and looking into the pages."""

import re

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"


def exporter(**options):
    """The exporter as the course sets it, with more of its traits."""
    from downhill_course.handouts import exporter_config
    from downhill_handout import HandoutExporter

    return HandoutExporter(config=exporter_config(), **options)


def export(nb, name="a-notebook", folder="", **options):
    """The handout of a notebook."""
    page, _ = exporter(**options).from_notebook_node(nb, {"metadata": {"name": name, "path": str(folder)}})
    return page


def content(page):
    """A page as it is seen: without its style sheet and script, and without the TeX that formulas keep to be copied."""
    head, _, rest = page.partition("<style>")
    page = head + rest.partition("</style>")[2]
    head, _, rest = page.rpartition("<script>")
    return re.sub(r' alttext="[^"]*"', "", head + rest.partition("</script>")[2]).replace("\u00a0", " ")


def parsed(page):
    """The page as a tree; a parse error of any kind raises."""
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True).parse(page)


def elements(tree, *names):
    return [element for element in tree.iter() if isinstance(element.tag, str) and (not names or element.tag.rpartition("}")[2] in names)]
