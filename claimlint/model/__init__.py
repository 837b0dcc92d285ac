"""The nouns of claimlint: frozen values without I/O."""
