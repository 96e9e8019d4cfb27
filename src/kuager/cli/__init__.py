"""The command line: it parses, calls one verb and shows what came back; it decides nothing.

One file a noun. Each ends in `COMMANDS`, a tuple that `__main__` puts under `kuager`; the
frame they stand in is `commands` (declaring them), `options` (what holds everywhere), `ask`
(questions to the person), `present` (answers) and `progress` (waiting).
"""
