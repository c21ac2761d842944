"""Signing in to the desk: passwords, a second factor for those who want one, and throttling."""
