"""The sentences, paragraphs and tables of a document with their figures, as the checks look at them."""
