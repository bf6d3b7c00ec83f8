"""Goodword for MkDocs and its drop-in forks: thin plugins, and the command line, over the core in `goodword`.

The clock, the disk and the terminal live here. A build goes: read every source (`disk`), make the catalogue
(`goodword.catalogue`), hand the host its pages (`pages`), take its rendered HTML, and write what the projections
make of both.
"""
