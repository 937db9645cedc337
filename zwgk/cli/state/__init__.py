"""The whole state of an installation, taken out of it and put back: database and files in one archive, keys apart.

An archive is a tar: ``zwgk-backup.json`` first (what it is), the database, every stored file by its digest, and
``manifest.json`` last (size, SHA-256 and SM3 of all of them). Where it is encrypted, :mod:`envelope` lies around it.
The search index and the finished pages are not in it: they are made anew.
"""
