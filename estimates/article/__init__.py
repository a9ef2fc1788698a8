"""An article to rows: text in, a row for each figure out, with who says it, of what and when, and whether it is so."""
