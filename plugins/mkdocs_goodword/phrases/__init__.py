"""What prose says about time: a data file for each language."""
