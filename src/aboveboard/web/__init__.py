"""What every page shares: layout, parts, plots, words for errors. Knows no room."""
