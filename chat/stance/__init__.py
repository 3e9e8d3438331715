"""What does a span say of a topic: for, against, both, or nothing?"""
