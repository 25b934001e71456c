"""The argument on one sheet: all nine steps, and no more than the two sides of a sheet when it is printed."""

import re

import runs
from downhill_course import clone
from handout import content, export


def test_it_has_the_nine_steps_and_one_picture_and_fits_on_two_sides_of_a4(browser, tmp_path):
    page = export(runs.twice(clone.find("12"))[0], name="12-on-one-sheet")
    words = content(page)
    assert [int(n) for n in re.findall(r"<td>\((\d)\)</td>", words)] == list(range(1, 10))
    assert len(re.findall(r"<figure\b", words)) == 1
    (tmp_path / "sheet.html").write_text(page, encoding="utf-8")
    context = browser.new_context()
    sheet = context.new_page()
    sheet.goto((tmp_path / "sheet.html").as_uri())
    pdf = sheet.pdf(format="A4")
    context.close()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
