"""Pure rules of composite scores: the facts, the score and its explanation, its revisions, and all of it in words."""
