"""How does it get in?"""
