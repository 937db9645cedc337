"""The county's requests for information: 216 that ended in three years, 19 under way, each figure as promised."""
