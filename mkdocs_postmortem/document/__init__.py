"""Reading: from the text of one document to a typed model, every value with its place."""
