"""One module a command; each parses its words, asks the core, and prints."""
