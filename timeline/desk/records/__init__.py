"""The admin pages of the records that curators keep, and what these share."""
