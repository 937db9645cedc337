"""The structure of an official paper (公文要素): found by what stands where and how it looks, also where all is 正文.

:func:`recognise` turns what a reader found into a body whose paragraphs bear the classes of the body format, and says
what it took for the title, number, addressee, signatures and date; :func:`parts` tells the papers within one paper;
:func:`lay_out` marks the elements of a draft that was typed as plain text.
"""

from zwgk.files.structure.junk import Stripped
from zwgk.files.structure.laying_out import LaidChange, LaidOut, lay_out
from zwgk.files.structure.parts import Part, parts
from zwgk.files.structure.recognising import Structure, recognise, recognise_text

__all__ = [
    "LaidChange",
    "LaidOut",
    "Part",
    "Stripped",
    "Structure",
    "lay_out",
    "parts",
    "recognise",
    "recognise_text",
]
