"""What a build remembers, so that the next one renders only what an edit touched.

    Store        one bounded file of rows, each under a digest of everything it depends on
    Documents    a page's Markdown -> its HTML, with what its links were seen to lead to
    Pages        a page's HTML and view -> the finished page
    Readings     a source's text -> its entry

A row is found by its inputs or not at all: nothing is ever invalidated, and what is no longer asked for goes last
used, first out. Whatever cannot be told by its inputs is not remembered.
"""
