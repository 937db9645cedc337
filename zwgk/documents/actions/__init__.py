"""What staff do with a document, in the order of its life."""
