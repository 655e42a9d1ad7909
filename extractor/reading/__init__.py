"""Bytes to articles: inputs, encodings, headers, segments; Vietnamese only in `patterns/`."""
