"""Units and values that do not belong to their quantity."""
