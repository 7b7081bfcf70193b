"""Whether it happened: the status of a deed."""
