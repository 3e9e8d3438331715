"""What a server allows whom, over real connections."""
