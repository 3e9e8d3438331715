"""How is it run? The staff's API: moderation, unanswered questions, figures, question sets, imports, erasures."""
