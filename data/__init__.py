"""What is UGC?"""
