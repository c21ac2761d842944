"""Citations: of what is published here, and of the sources that are quoted.

Everything that can be cited is a CSL item (`items`); the texts of citation styles (`styles`),
BibTeX (`bibtex`) and RIS (`ris`) are all made from that.
"""
