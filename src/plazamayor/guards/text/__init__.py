"""Reading of texts: words with their places, syllables, emojis, phrases of a lexicon. Pure, and in time that grows as the text does."""
