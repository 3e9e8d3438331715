"""What a question is about: concepts and topics of `topics.toml`, in both languages."""
