"""Templates of public pages, written as Python and run as that.

Django walks the nodes of a template at each request, and for most pages that walk was half of what
they took. Here the nodes are read once and become one function: what a name stands for is decided
when it is written, includes, blocks and loops are plain code, and what a page shows is escaped
exactly as Django escapes it. Templates stay what they are; one that uses what cannot be written is
shown by Django, with the same result.
"""
