"""The yardstick on the wire: ours beside what people would use instead, over HTTP, in one run.

`make bench` runs it. Everything is started here, on addresses of this machine alone, and stopped by
its own process number.
"""
