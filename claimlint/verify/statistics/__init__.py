"""Estimates, intervals, p values and test statistics that exclude each other."""
