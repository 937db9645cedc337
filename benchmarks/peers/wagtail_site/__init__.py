"""A Wagtail site as ``wagtail start`` makes it, with one kind of page: a paper with its metadata. Runs beside ours."""
