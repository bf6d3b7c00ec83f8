"""Goodword's core, which knows no host: values in, values out.

    Source -> Entry -> Catalogue -> projections -> Output

A Source is a file's path and text. `reader` makes an Entry of it: an Article, a PressUpdate, a Story, an Event, a
Poll, a Profile or a Page. `catalogue` gathers all entries with people, company and testimonials, in one order,
and `checks` holds them against one another. `gate` says who may see an entry at a moment; everything that shows
entries asks it, through `index`. Projections make pages, feeds, findings and small files of that, and never know
one another. Whatever is wrong comes back as Problems, all of them, each with its place and its remedy.
"""
