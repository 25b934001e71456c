"""Reads notebook files as people have them: of any version of the format, with parts missing or of the wrong kind.

What cannot be read at all is refused in one sentence. What can be is mended, and each mend is a complaint; the rest
of this package then meets only cells with a source, metadata, tags and outputs of the kinds that the format promises.
"""

import json

import nbformat

from .faults import HandoutError

KINDS = {"markdown", "code", "raw"}
JSON = ("application/json", "+json")


def read(content, name):
    """The notebook in a file's bytes or text, as version 4."""
    try:
        raw = json.loads(content if isinstance(content, str) else decoded(content))
    except UnicodeDecodeError as error:
        raise refused(name, f"byte {error.start + 1} is not UTF-8") from None
    except ValueError as error:
        raise refused(name, str(error)) from None
    except RecursionError:
        raise refused(name, "it is nested too deeply") from None
    if not isinstance(raw, dict):
        raise refused(name, f"a JSON {kind(raw)}, where an object with cells is expected")
    version = raw.get("nbformat", 3 if "worksheets" in raw else 4)
    if not isinstance(version, int) or version < 1:
        raise refused(name, f"its format is {version!r}, where a number such as 4 is expected")
    if version < 4:
        raw = converted(raw, version, name)
    if not isinstance(raw.get("cells"), list):
        raise refused(
            name,
            f"its cells are {kind(raw['cells'])}, where a list is expected" if "cells" in raw else "it has no cells",
        )
    return nbformat.from_dict(raw)


def decoded(content):
    """Bytes as text: UTF-8, or what a byte order mark says."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding)
    return content.decode("utf-8")


def converted(raw, version, name):
    """A notebook of versions 1 to 3 as one of version 4, by nbformat's own converters."""
    try:
        minor = raw.get("nbformat_minor", 0)
        return nbformat.convert(nbformat.versions[version].to_notebook_json(raw, minor=minor), 4)
    except Exception as error:  # they raise whatever a missing part makes them raise
        raise refused(
            name, f"it cannot be brought from version {version} to 4: {type(error).__name__}: {error}"
        ) from None


def refused(name, why):
    return HandoutError(f"{name}: not a notebook ({' '.join(why.split())[:160]})")


def kind(value):
    names = {
        dict: "object",
        list: "list",
        str: "string",
        type(None): "null",
        bool: "true or false",
        int: "number",
        float: "number",
    }
    return names.get(type(value), type(value).__name__)


def mended(nb, complain):
    """A copy of a version 4 notebook in which every part is of its kind. complain(sentence, place) hears of what was
    not."""
    copy = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": notebook_metadata(nb.get("metadata"), complain),
        "cells": [],
    }
    seen = set()
    for number, cell in enumerate(nb.get("cells") or [], 1):
        place = f"cell {number}"
        if not isinstance(cell, dict):
            complain(f"a {kind(cell)} stands where a cell is expected", place)
            continue
        copy["cells"].append(mended_cell(cell, number, seen, lambda what, place=place: complain(what, place)))
    return nbformat.from_dict(copy)


def notebook_metadata(metadata, complain):
    metadata = dict(of_kind(metadata, dict, "the notebook's metadata", lambda what: complain(what, "")))
    for key in ("language_info", "kernelspec", "widgets"):
        if key in metadata and not isinstance(metadata[key], dict):
            complain(f"the notebook's {key} is {kind(metadata.pop(key))}, where an object is expected", "")
    if "language" in metadata and not isinstance(metadata["language"], str):
        complain(f"the notebook's language is {kind(metadata.pop('language'))}, where a string is expected", "")
    return metadata


def of_kind(value, wanted, what, complain):
    if isinstance(value, wanted):
        return value
    if value is not None:
        complain(f"{what}: {kind(value)}, where {kind(wanted())} is expected")
    return wanted()


def mended_cell(cell, number, seen, complain):
    found = cell.get("cell_type")
    if not isinstance(found, str):
        complain(f"the cell's kind is {kind(found)}, where markdown, code or raw is expected")
    copy = {key: value for key, value in cell.items() if key not in ("outputs", "attachments", "execution_count")}
    copy["cell_type"] = str(found)
    copy["source"] = text(cell.get("source"), "the source", complain)
    copy["metadata"] = cell_metadata(cell.get("metadata"), complain)
    id = cell.get("id")
    copy["id"] = (
        id
        if isinstance(id, str) and 0 < len(id) <= 64 and id.replace("-", "_").isidentifier() and id not in seen
        else f"cell-{number}"
    )
    while copy["id"] in seen:
        copy["id"] += "-"
    seen.add(copy["id"])
    if found in ("markdown", "raw") and "attachments" in cell:
        bundles = of_kind(cell["attachments"], dict, "the attachments", complain)
        copy["attachments"] = {
            name: bundle(data, f"the attachment {name!r}", complain) for name, data in bundles.items()
        }
    if found == "code":
        count = cell.get("execution_count")
        copy["execution_count"] = count if isinstance(count, int) and not isinstance(count, bool) else None
        outputs = of_kind(cell.get("outputs"), list, "the outputs", complain)
        copy["outputs"] = [mended_output(output, complain) for output in outputs if isinstance(output, dict)]
        if len(copy["outputs"]) < len(outputs):
            complain("an output is not an object")
    return copy


def text(value, what, complain):
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    complain(f"{what} is {'missing' if value is None else kind(value)}, where a string is expected")
    return "" if value is None else "".join(map(str, value)) if isinstance(value, list) else str(value)


def cell_metadata(metadata, complain):
    metadata = dict(of_kind(metadata, dict, "the cell's metadata", complain))
    tags = metadata.get("tags", [])
    if isinstance(tags, str):
        complain("the tags are a string, where a list is expected")
        tags = tags.replace(",", " ").split()
    tags = of_kind(tags, list, "the tags", complain)
    if any(not isinstance(tag, str) for tag in tags):
        complain("a tag is not a string")
    if "tags" in metadata:
        metadata["tags"] = [tag for tag in tags if isinstance(tag, str)]
    for key in ("jupyter", "transient"):
        if key in metadata and not isinstance(metadata[key], dict):
            complain(f"the cell's metadata {key} is {kind(metadata.pop(key))}, where an object is expected")
    return metadata


def mended_output(output, complain):
    copy = dict(output)
    found = copy.get("output_type")
    copy["output_type"] = found if isinstance(found, str) else str(found)
    if found == "stream":
        copy["name"] = copy["name"] if isinstance(copy.get("name"), str) else "stdout"
        copy["text"] = text(copy.get("text"), "the text of an output", complain)
    elif found == "error":
        for key in ("ename", "evalue"):
            copy[key] = copy[key] if isinstance(copy.get(key), str) else "" if copy.get(key) is None else str(copy[key])
        trace = copy.get("traceback")
        copy["traceback"] = (
            [str(line) for line in trace] if isinstance(trace, list) else [trace] if isinstance(trace, str) else []
        )
    elif "data" in copy or found in ("display_data", "execute_result"):
        copy["data"] = bundle(copy.get("data"), "an output", complain)
        metadata = dict(of_kind(copy.get("metadata"), dict, "an output's metadata", complain))
        if "tags" in metadata:
            metadata["tags"] = [
                tag for tag in of_kind(metadata["tags"], list, "an output's tags", complain) if isinstance(tag, str)
            ]
        copy["metadata"] = metadata
    return copy


def bundle(data, what, complain):
    """One thing in several kinds: text for each but JSON, which may be anything."""
    kept = {}
    for mime, value in of_kind(data, dict, what, complain).items():
        if mime.endswith(JSON):
            kept[mime] = value
        elif value is None:
            complain(f"{what} has nothing of its kind {mime}")
        else:
            kept[mime] = text(value, f"{what} of the kind {mime}", complain)
    return kept
