"""The shapes that travel between the rooms of the house; nothing here reads, writes or decides.

`geometry` and `page` say what a reader sees, `layout` what it means where, `values` and `record`
what is handed out, `outcome` how a file ended, `settings` what a user may change,
`folding` how two spellings of one word are made equal for matching.
"""
