"""Events: the trigger lexicon, the heads that find and link, and how they are decoded."""
