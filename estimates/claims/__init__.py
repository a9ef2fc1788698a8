"""The door and the table: files, tables and words in, a checked claims table with a band for every figure out."""
