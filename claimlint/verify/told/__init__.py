"""The same thing told twice with different figures."""
