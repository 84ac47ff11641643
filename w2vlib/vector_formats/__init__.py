"""How word vectors look in a file: one module for each format, none of them for users."""
