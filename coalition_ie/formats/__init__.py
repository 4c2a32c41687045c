"""Foreign forms of annotated text: every convention but our own stops in this room."""
