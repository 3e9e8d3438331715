"""Hostile texts, written for this project in French and English, and the disguises they come in."""
