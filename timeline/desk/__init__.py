"""Pages for the people of the desk that need the working state, what is published, and its pages.

The top of the house: it may import everything, and nothing but `timeline.urls` imports it.
"""
