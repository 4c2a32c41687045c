"""Arabic text: normalisation with a map, words, sentences, numbers, figures, dates."""
