"""Lists of references, citations, and which entry is meant."""
