"""Passages that tell so few figures that only one relation can hold between them."""
