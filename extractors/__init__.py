"""One module per field: pure functions from a `Layout` to values with evidence.

Each is wired as a spaCy component in `extractors.components`; the tables of types, bodies and
phrases that they rest on lie in `extractors/rules/`.
"""
