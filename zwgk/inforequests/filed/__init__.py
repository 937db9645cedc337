"""The file of a case (案卷): what lies in it, bound as one PDF, and as a package for the archives."""
