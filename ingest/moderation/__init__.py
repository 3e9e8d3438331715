"""Moderation: rules with codes and versions judge each record, people decide after them, everything is written down."""
