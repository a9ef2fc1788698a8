"""Language as data: word lists and patterns in a folder for each language come in, one frozen ``Language`` goes out."""
