"""Aftermath: a timeline on which every event stands on verbatim excerpts of named sources."""
