"""Fictional dispatches with the records that they must yield; `samples.builder` makes them."""
