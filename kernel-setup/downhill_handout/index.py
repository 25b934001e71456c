"""The index of all handouts, each with its question and a picture, and one archive to hand out.

Both are made from the handouts that lie in a folder, so they can never name one that is not there.
"""

import html
import io
import zipfile
from pathlib import Path
from urllib.parse import quote

from . import policy, sheet, whole

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file can hold: the same handouts, the same bytes


def write(folder, title="Handouts", words="Each page is one file and needs no network.", generator="Handout", more=()):
    """Writes folder/index.html over the handouts in folder that generator made, in the order of their names, and
    beside the folder NAME.zip with all, and with more: paths in folder that the pages need."""
    folder = Path(folder)
    lessons = [
        lesson
        for path in sorted(folder.glob("*.html"))
        if path.name != "index.html" and (lesson := read(path, generator))
    ]
    style = sheet.sheet(sheet.INDEX)
    page = (
        env()
        .get_template("index.html.j2")
        .render(
            title=html.escape(title),
            words=html.escape(words),
            style=style,
            policy=policy.policy(style, []),
            lessons=lessons,
        )
    )
    whole.write(folder / "index.html", page)
    whole.write(
        folder.with_name(f"{folder.name}.zip"),
        archive(folder, [folder / "index.html", *(folder / lesson["file"] for lesson in lessons), *more]),
    )
    return folder / "index.html"


def env():
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "share" / "nbconvert" / "templates" / "handout-index")
    )


def read(path, generator):
    """What the index says of a handout, None for another page."""
    from lxml import html as lxml_html

    root = lxml_html.document_fromstring(
        path.read_bytes(), parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    )
    if root.xpath("string(//meta[@name='generator']/@content)") != generator:
        return None
    title = root.xpath("string(//title)")
    question = root.xpath("string(//meta[@name='description']/@content)")
    covers = root.xpath("//main//*[contains(concat(' ', @class, ' '), ' cover ')]//img/@src")
    picture = next(iter([*covers, *root.xpath("//main//figure//img/@src")]), "")
    return {
        "file": path.name,
        "address": html.escape(quote(path.name)),
        "title": html.escape(title),
        "question": html.escape("" if question == title else question),
        "picture": html.escape(picture),
    }


def archive(folder, files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip:
        for path in files:
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", EARLIEST)
            entry.external_attr = 0o644 << 16
            zip.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
