"""What a reader feels: a browser opens ours and what else shows a timeline, with the same events.

`python -m tests.benchmarks.felt.run`, as `make bench` does it.
"""
