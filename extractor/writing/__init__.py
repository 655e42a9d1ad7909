"""One format a module: an article in, its text out. A writer knows nothing of rules."""
