"""What a document says against what the cited source says."""
