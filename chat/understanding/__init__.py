"""What does the shopper mean: the intent, the question standing alone, the person asking, the products named?"""
