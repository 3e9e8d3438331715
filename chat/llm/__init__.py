"""A language model may write the sentences between the quotes; every one of them is checked before it is shown."""
