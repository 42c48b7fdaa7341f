"""Everything that touches the world: reading, layout, language, storage, flows, command line."""
