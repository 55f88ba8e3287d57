"""The people's side: what they do and see, and the controls of a test or a demo."""
