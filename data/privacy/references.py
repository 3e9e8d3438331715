"""What numbers of things and days look like, so that they are left alone."""

import re

REFERENCE = re.compile(
    r"(?:(?:isbn|issn|asin|ean|gtin|upc|sku|s/n|imei|r[ée]f(?:[ée]rences?|s)?|references?|mod[èe]les?|models?|"
    r"articles?|art|"
    r"items?|s[ée]rie|serial|lots?|batch|brevet|patent|produit|product|mfr|part|pi[èe]ce)\b|(?<=[a-z])_)"
    r"(?:(?<=r[ée]f)\.|(?<=art)\.)?[\s:#(=\"'{_-]*"
    r"(?:(?:n[°ºo]|num[ée]ro|numbers?|no|code|id|value|-?1[03])[\s:#.(=\"'{_-]*)*$",
    re.IGNORECASE,
)
"""What stands before the number of a thing."""
DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:1\d|20)\d{2}(?:\s?[-/–]\s?(?:(?:1\d|20)\d{2}|"
    r"\d{2}))+"
)
