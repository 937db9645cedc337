"""依申请公开 for the public: before asking, the form and its receipt, how it stands, opinions of others, 验真."""
