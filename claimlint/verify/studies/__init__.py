"""How a document tells of its studies, and how strongly it claims."""
