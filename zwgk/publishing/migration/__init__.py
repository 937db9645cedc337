"""A migration at size: lines read by several processes, what they hold looked through afterwards."""
