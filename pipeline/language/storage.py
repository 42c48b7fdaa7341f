"""Save and load what a document carries: its layout and its fields.

spaCy writes user data as msgpack, which knows neither dataclasses nor models. The two classes that
a document carries are therefore taught to srsly's msgpack as marked JSON texts, read back through
their own types, so that `Doc.to_bytes`, `DocBin(store_user_data=True)` and `nlp.pipe(n_process=…)`
keep them. What a file names can only be one of the known fields; nothing is imported by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import srsly
from pydantic import TypeAdapter

from extractors.components import FieldStore
from extractors.components import field_adapter
from models.layout import Layout

__all__ = ["decode", "encode"]

Chain = Callable[[object], object] | None

_MARK = "__vanthu__"
_DATA = "data"


def encode(value: object, chain: Chain = None) -> object:
    """Return a layout or a field store as a marked mapping; anything else goes down the chain."""
    if isinstance(value, Layout):
        text = _layout_adapter().dump_json(value).decode()
        return {_MARK: "layout", _DATA: text}
    if isinstance(value, FieldStore):
        return {_MARK: "fields", _DATA: _dump_fields(value)}
    return value if chain is None else chain(value)


def decode(value: dict[object, object], chain: Chain = None) -> object:
    """Return what `encode` marked; anything else goes down the chain.

    Raises:
        pydantic.ValidationError: If the saved text does not fit the type.
    """
    kind, data = value.get(_MARK), value.get(_DATA)
    if kind == "layout" and isinstance(data, str):
        return _layout_adapter().validate_json(data)
    if kind == "fields" and isinstance(data, str):
        return _load_fields(data)
    return value if chain is None else chain(value)


def _dump_fields(store: FieldStore) -> str:
    parts = {
        name: _field_adapter(name).dump_python(value, mode="json", by_alias=True)
        for name, value in store.values.items()
    }
    return json.dumps(parts, ensure_ascii=False)


def _load_fields(text: str) -> FieldStore:
    parts = json.loads(text)
    return FieldStore({name: _field_adapter(name).validate_python(parts[name]) for name in parts})


@cache
def _layout_adapter() -> TypeAdapter[Layout]:
    return TypeAdapter(Layout)


@cache
def _field_adapter(name: str) -> TypeAdapter[object]:
    return field_adapter(name)


srsly.msgpack_encoders.register("vanthu", func=encode)
srsly.msgpack_decoders.register("vanthu", func=decode)
