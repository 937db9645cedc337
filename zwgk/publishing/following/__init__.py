"""Subscriptions by e-mail (邮件订阅): asked for on the portal, confirmed by mail, told in digests, left in one click.

The portal's ways are in ``intake``; the worker alone opens addresses (``addressing``), answers wishes (``asking``) and
sends digests (``telling``).
"""
