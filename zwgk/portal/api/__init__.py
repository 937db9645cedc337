"""The read interface (开放接口): what the pages show, as JSON, for whoever wants to use it again.

One table of endpoints (``endpoints``) feeds the addresses, the OpenAPI document and the page that explains them; every
answer is made from the snapshots that the pages show, by ``publishing.open``.
"""
