"""The sub-commands of `ogp`, one function each: arguments in, JSON-ready answer out."""
