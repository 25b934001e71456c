"""The page's own words in the notebook's language: one file of words/ each, English where there is none."""

import functools
import json
from importlib import resources


@functools.lru_cache(maxsize=16)
def words(code):
    """The words of the language that a BCP 47 code begins with."""
    folder = resources.files(__package__) / "words"
    language = code.partition("-")[0].lower()
    found = folder / f"{language}.json"
    english = json.loads((folder / "en.json").read_text(encoding="utf-8"))
    return {**english, **(json.loads(found.read_text(encoding="utf-8")) if found.is_file() else {})}
