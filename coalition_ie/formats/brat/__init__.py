"""brat standoff: its lines, what they mean together, the documents they describe."""
