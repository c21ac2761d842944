"""Django's backend for SQLite, careful about the file: see `base`."""
