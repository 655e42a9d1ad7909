"""What a person sees on a terminal: the parts that `table` and `text` print."""
