"""How often the reading of drafts is right: labelled texts in, figures with intervals out."""
