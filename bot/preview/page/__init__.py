"""The chat page: what a browser loads to be one of the stand-in's people; plain files, no build."""
