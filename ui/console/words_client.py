"""What the console says when the API refuses something or is not reached."""

from typing import Final

LOST: Final = {
    "fr": "Le serveur ne répond plus. Vérifiez qu'il tourne et que le réseau est là, puis réessayez.",
    "en": "The server no longer answers. Check that it runs and that the network is there, then try again.",
}
UNREACHED: Final = {
    "fr": "Connexion au serveur perdue. Vérifiez qu'il tourne et que le réseau est là : la page se recharge seule dès "
    "qu'il répond, et vous rend ce que vous écriviez.",
    "en": "The connection to the server is lost. Check that it runs and that the network is there: the page reloads by "
    "itself once it answers, and gives back what you were writing.",
}
GRADIO: Final = {"Connection to the server was lost": UNREACHED, "Connection errored out": UNREACHED}
"""What Gradio says in English by itself, by how it begins."""
BACK: Final = {
    "told": {
        "fr": "La connexion est revenue. Ceci n'a peut-être pas été envoyé :",
        "en": "The connection is back. This may not have been sent:",
    },
    "close": {"fr": "Fermer", "en": "Close"},
}
"""What the page says once it has been loaded again."""
FAILED: Final = {
    "fr": "L'opération a échoué de notre côté. Réessayez ; si cela dure, donnez cette référence au support.",
    "en": "The operation failed on our side. Try again; if it lasts, give this reference to the support team.",
}
NOT_READY: Final = {
    "fr": "Le serveur se prépare encore ou fait autre chose. Réessayez dans un instant.",
    "en": "The server is still getting ready or is busy. Try again in a moment.",
}
UNEXPECTED: Final = {
    "fr": "Certains champs ne sont pas comme attendu. Corrigez-les, puis réessayez.",
    "en": "Some fields are not as expected. Correct them, then try again.",
}
BY_STATUS: Final[dict[int, dict[str, str]]] = {
    400: UNEXPECTED,
    401: {
        "fr": "Il faut une clé du personnel en vigueur. Rechargez la page et donnez-la comme mot de passe.",
        "en": "A staff key in use is needed. Reload the page and give it as the password.",
    },
    403: {
        "fr": "Votre clé n'ouvre pas cette action : demandez une clé d'un autre rôle à qui administre la boutique.",
        "en": "Your key does not open this action: ask whoever runs the shop for a key of another role.",
    },
    404: {
        "fr": "Cet élément n'existe plus, ou n'est plus servi. Rechargez la liste.",
        "en": "This is no longer there, or no longer served. Reload the list.",
    },
    408: {
        "fr": "La requête a mis trop de temps à arriver. Réessayez.",
        "en": "The request took too long to arrive. Try again.",
    },
    409: {
        "fr": "Un autre import tourne. Réessayez quand il est fini.",
        "en": "Another import is running. Try again once it has ended.",
    },
    413: {
        "fr": "C'est trop gros pour être envoyé en une fois. Envoyez-en moins.",
        "en": "This is too large to be sent at once. Send less of it.",
    },
    422: UNEXPECTED,
    429: {
        "fr": "Trop de demandes en une minute. Réessayez dans {wait} secondes.",
        "en": "Too many requests within a minute. Try again in {wait} seconds.",
    },
    500: FAILED,
    503: NOT_READY,
    504: {
        "fr": "La réponse a mis trop de temps. Ce qui a été commencé s'achève peut-être encore : "
        "rechargez la liste avant de réessayer.",
        "en": "The answer took too long. What was begun may still come to its end: "
        "reload the list before you try again.",
    },
}
