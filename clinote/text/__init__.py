"""The text layer: from a note as given to the tree that everything else reads."""
