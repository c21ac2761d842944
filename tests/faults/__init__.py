"""A site that is killed, filled up, hurried and confused: does it lose or mix anything?

`make faults` runs `tests.faults.run`, which prints what was tried, acknowledged, lost and mixed.
"""
