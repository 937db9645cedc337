"""What an office does with what is public: topics, catalogues, chains, other channels, the gazette, reading points."""
