"""When an accusation of figures is to be dropped."""
