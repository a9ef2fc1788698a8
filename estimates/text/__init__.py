"""Words to rows: numerals, figures in a sentence, speakers in an article."""
