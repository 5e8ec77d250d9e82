"""How well articles are read and followed, measured against labelled ones."""
