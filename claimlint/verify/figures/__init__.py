"""What every number of a text says: its value, unit, comparator and role."""
