"""What shoppers ask in the benchmark, of many topics, so that hardly any count is remembered."""

QUESTIONS = (
    ("Is it comfortable for a whole day?", "en"),
    ("Est-ce que ça taille petit ?", "fr"),
    ("Does the sole last?", "en"),
    ("Tient-elle chaud en hiver ?", "fr"),
    ("Is it waterproof in heavy rain?", "en"),
    ("Le cuir est-il souple dès le début ?", "fr"),
    ("Do they squeak when you walk?", "en"),
    ("Est-ce que ça glisse sur sol mouillé ?", "fr"),
    ("Is the colour like in the pictures?", "en"),
    ("Convient-elle aux pieds larges ?", "fr"),
    ("Does it smell when new?", "en"),
    ("Les lacets tiennent-ils bien ?", "fr"),
    ("Is it heavy?", "en"),
    ("Peut-on la laver en machine ?", "fr"),
    ("Is the arch support good?", "en"),
    ("Le talon fait-il mal ?", "fr"),
    ("Are they good for running?", "en"),
    ("Quel est le rapport qualité-prix ?", "fr"),
    ("Does the stitching come undone?", "en"),
    ("Est-elle bruyante sur le parquet ?", "fr"),
    ("Can you wear them with orthotics?", "en"),
    ("La semelle se décolle-t-elle ?", "fr"),
    ("What are the downsides?", "en"),
    ("Vous la conseillez pour la randonnée ?", "fr"),
)
"""Question and its language."""
