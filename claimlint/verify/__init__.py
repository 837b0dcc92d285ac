"""A document's figures, studies and citations against each other and against sources."""
