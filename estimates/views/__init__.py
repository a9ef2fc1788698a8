"""Claims and answers for people: tables come in, sentences, pictures and pages go out."""
