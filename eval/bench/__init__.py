"""How fast is it, beside what others would use and beside itself smaller?"""
