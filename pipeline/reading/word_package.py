"""A Word package whose relationships point at parts that are not there is mended in memory.

In: the path of a .docx. Out: the same package without the relationships whose target is missing.
Programs that strip a thumbnail, a theme or the properties leave such relationships behind; Word opens
these files, and the body is whole. The file itself stays as it is.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path

from lxml import etree

__all__ = ["without_dangling_parts"]

_RELS = ".rels"


def without_dangling_parts(path: Path) -> io.BytesIO:
    """Return the package at `path` without relationships to missing parts.

    Raises:
        zipfile.BadZipFile, zlib.error, lxml.etree.LxmlError: Where the package is broken otherwise.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        names = set(source.namelist())
        for name in sorted(names):
            data = source.read(name)
            target.writestr(name, _mended(name, data, names) if name.endswith(_RELS) else data)
    out.seek(0)
    return out


def _mended(name: str, data: bytes, names: set[str]) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relationship in list(root):
        if relationship.get("TargetMode") == "External":
            continue
        where = posixpath.join("/", folder, relationship.get("Target", ""))
        if posixpath.normpath(where).lstrip("/") not in names:
            root.remove(relationship)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
