"""How is it found?"""
