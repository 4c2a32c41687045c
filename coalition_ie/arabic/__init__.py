"""What is true of the script and the language: characters, words, sentences, closed lists."""
