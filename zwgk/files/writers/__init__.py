"""Writers (呈现): official documents, approval sheets, proof sheets and tables as PDF, docx, xlsx and csv.

Modules are imported where they are used; a web process that only asks for :func:`rendition_key` loads no renderer.
"""
