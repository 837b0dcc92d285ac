"""What claimlint knows of languages: sentences, cues, numerals."""
