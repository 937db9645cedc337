"""Ways on which what is public goes further: other channels, the gazette, archives and libraries."""
