"""Backups: all that the database holds, as one file, and back into an empty database."""
