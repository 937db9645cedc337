"""What is public, for machines of others (数据开放): records, lists by what changed, whole exports.

Only what the public's pages show is told here, from the same snapshots; the portal's account reads nothing else.
"""
