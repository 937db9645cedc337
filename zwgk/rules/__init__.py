"""What the law and the rulebook say, as pure functions and tables: law in, verdict out.

Imports only the standard library; reads no clock, no file, no database (``tests/house`` proves it).
"""
