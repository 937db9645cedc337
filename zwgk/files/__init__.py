"""Keep, read, render and redact files (附件与文件)."""
