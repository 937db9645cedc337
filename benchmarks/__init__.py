"""Measurements side by side with peers; each runs by itself: ``python -m benchmarks.search_engine``."""
