"""The papers of a request (文书): their facts from the file, their wording, the official layout as PDF and Word."""
