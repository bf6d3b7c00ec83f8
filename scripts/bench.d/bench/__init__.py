"""What Goodword's builds cost beside other generators', on one machine in one run.

A `Corpus` of posts is written in the dialect of each `Engine`; each `Scenario` is run as a process of its own, in
turn and several times; a `Run` is what one of them cost. Medians, `Ratio`s and the goals they are held against are
functions of the runs.

    corpus -> dialects -> engines -> scenarios -> results -> table
"""
