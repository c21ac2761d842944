"""Pure functions on text: dates (EDTF), names (transliteration) and quotes (find a passage)."""
