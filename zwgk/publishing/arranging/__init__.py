"""How what is public is arranged: columns, catalogue, topics, chains of the five openings."""
