"""The whole working state as files that no database engine makes: out of one, into another."""
