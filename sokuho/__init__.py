"""Sokuho: news flashes on Japan-US energy and AI investment, every figure with its sentence.

The folders of this package are the pipeline, in order::

    feeds/ -> reading/ -> stories/ -> alerts/ -> deliver/
"""

__version__ = "0.1.0"
