"""A primary, a streaming replica, several web processes and nginx on one machine, under load.

`make replicas` runs `tests.replicas.run`: it publishes, lets the replica lag and kills it, and
counts pages that mix two editions and answers that are errors.
"""
