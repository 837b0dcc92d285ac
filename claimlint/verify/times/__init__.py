"""Dates, lengths of time, follow-up and survival that exclude each other."""
