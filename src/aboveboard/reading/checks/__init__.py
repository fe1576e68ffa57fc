"""One file a check: drafts in, findings out."""
