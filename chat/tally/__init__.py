"""How many customers speak of a topic, and on which side each of them is."""
