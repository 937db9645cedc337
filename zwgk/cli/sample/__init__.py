"""The sample county (演示县): 澜溪市清岚县, wholly fictitious and written by us, laid out through the house's own acts.

``laying`` says in which order; ``material/`` holds the texts; every module lays one subject. The same seed gives the
same county, and laying twice adds nothing. No place, person, number or event in it exists.
"""
