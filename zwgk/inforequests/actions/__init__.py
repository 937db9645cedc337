"""What staff do with requests for information, one function an act."""
