"""Words everyone uses: spans of text, kinds, languages and errors. Standard library only."""
