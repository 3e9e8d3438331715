"""The tabs of the console, in their order: one line each."""

from typing import Final

from ui.console.chat_tab import ChatTab
from ui.console.dashboard_tab import DashboardTab
from ui.console.data_tab import DataTab
from ui.console.desk import Place
from ui.console.eval_tab import EvalTab
from ui.console.moderation_tab import ModerationTab
from ui.console.questions_tab import QuestionsTab
from ui.console.words_dashboard import DASHBOARD
from ui.console.words_data import DATA
from ui.console.words_eval import EVAL
from ui.console.words_moderation import MODERATION
from ui.console.words_questions import QUESTIONS
from ui.strings import CONSOLE

PLACES: Final[tuple[Place, ...]] = (
    Place("chat", CONSOLE["chat"], ChatTab),
    Place("moderation", MODERATION["tab"], ModerationTab),
    Place("questions", QUESTIONS["tab"], QuestionsTab),
    Place("dashboard", DASHBOARD["title"], DashboardTab),
    Place("evaluate", EVAL["title"], EvalTab),
    Place("data", DATA["tab"], DataTab),
)
