"""Words of the data tab, in French and English."""

from typing import Final

from ui.strings import typeset

DATA: Final[dict[str, dict[str, str]]] = {
    "tab": {"fr": "Données", "en": "Data"},
    "import": {"fr": "Importer un export", "en": "Import an export"},
    "import_told": {
        "fr": "CSV, JSON, JSONL, Markdown, sous-titres ou ZIP, 64 Mio au plus. Le fichier est d'abord lu sans rien "
        "écrire ; il n'est jamais rendu.",
        "en": "CSV, JSON, JSONL, Markdown, subtitles or ZIP, 64 MiB at most. The file is read first without writing "
        "anything; it is never given back.",
    },
    "product": {"fr": "Produit", "en": "Product"},
    "no_product": {"fr": "Celui que nomme le fichier", "en": "The one the file names"},
    "product_told": {
        "fr": "Seulement pour un fichier qui n'en nomme aucun, comme des sous-titres.",
        "en": "Only for a file that names none, such as subtitles.",
    },
    "choose": {"fr": "Choisir un fichier…", "en": "Choose a file…"},
    "full": {
        "fr": "Export complet : retirer ce qu'il ne contient plus",
        "en": "Complete export: retire what it no longer holds",
    },
    "run": {"fr": "Importer", "en": "Import"},
    "put_away": {"fr": "Écarter ce fichier", "en": "Put this file away"},
    "away": {"fr": "Le fichier est écarté.", "en": "The file is put away."},
    "refusals": {"fr": "Lignes refusées (les 100 premières)", "en": "Refused rows (the first 100)"},
    "refusal_file": {"fr": "fichier", "en": "file"},
    "refusal_line": {"fr": "ligne", "en": "line"},
    "refusal_column": {"fr": "colonne", "en": "column"},
    "refusal_value": {"fr": "valeur", "en": "value"},
    "refusal_reason": {"fr": "raison", "en": "reason"},
    "preview_of": {"fr": "Aperçu de", "en": "Preview of"},
    "imported": {"fr": "Importé", "en": "Imported"},
    "read": {"fr": "Lignes lues", "en": "Rows read"},
    "new": {"fr": "nouvelles", "en": "new"},
    "changed": {"fr": "modifiées", "en": "changed"},
    "unchanged": {"fr": "inchangées", "en": "unchanged"},
    "duplicate": {"fr": "copies", "en": "copies"},
    "refused": {"fr": "refusées", "en": "refused"},
    "retired": {"fr": "retirées", "en": "retired"},
    "products": {"fr": "produits", "en": "products"},
    "held": {"fr": "Retenues", "en": "Held back"},
    "hidden": {"fr": "Données personnelles masquées", "en": "Personal data hidden"},
    "skipped": {"fr": "Fichiers laissés de côté", "en": "Files left alone"},
    "generation": {"fr": "Index", "en": "Index"},
    "working": {"fr": "En cours", "en": "Under way"},
    "quarantine": {"fr": "Lignes refusées par import", "en": "Refused rows by import"},
    "quarantine_none": {"fr": "Aucune ligne n'est en quarantaine.", "en": "No row is in quarantine."},
    "rows": {"fr": "lignes", "en": "rows"},
    "download": {"fr": "Télécharger", "en": "Download"},
    "index": {"fr": "Index et vérification", "en": "Index and verification"},
    "refresh": {"fr": "Actualiser", "en": "Refresh"},
    "generations": {"fr": "Générations de l'index", "en": "Generations of the index"},
    "gen_name": {"fr": "nom", "en": "name"},
    "gen_current": {"fr": "servie", "en": "served"},
    "gen_rows": {"fr": "lignes", "en": "rows"},
    "gen_model": {"fr": "modèle", "en": "model"},
    "gen_made": {"fr": "faite le", "en": "made"},
    "yes": {"fr": "oui", "en": "yes"},
    "no": {"fr": "non", "en": "no"},
    "verify": {"fr": "Vérifier tout", "en": "Verify everything"},
    "sound": {
        "fr": "Tout est en ordre : {records} contenus, {rows} lignes d'index, {backups} sauvegardes.",
        "en": "All is well: {records} records, {rows} index rows, {backups} backups.",
    },
    "unsound": {"fr": "À réparer", "en": "To be mended"},
    "contributor": {"fr": "Droits d'un contributeur", "en": "A contributor's rights"},
    "contributor_told": {
        "fr": "Pour qui administre. L'effacement est définitif : registre, index, caches, journaux, quarantaine ; "
        "une relecture octet par octet le prouve, et la personne ne revient pas au prochain import.",
        "en": "For administrators. Erasure is for good: ledger, index, caches, journals, quarantine; a reading byte by "
        "byte proves it, and the person does not come back with the next import.",
    },
    "author": {"fr": "Nom, comme la source l'affiche", "en": "Name, as the source shows it"},
    "source": {"fr": "Source (vide : toutes)", "en": "Source (empty: all)"},
    "look": {"fr": "Voir ce qui est conservé", "en": "See what is held"},
    "save": {"fr": "Télécharger tout (JSON)", "en": "Download all (JSON)"},
    "found": {"fr": "Contenus de cette personne", "en": "Records of this person"},
    "mentioned_one": {
        "fr": "1 contribution d'une autre personne emploie ce nom et reste.",
        "en": "1 contribution of another person uses this name and stays.",
    },
    "mentioned": {
        "fr": "{n} contributions d'autres personnes emploient ce nom et restent.",
        "en": "{n} contributions of other people use this name and stay.",
    },
    "traces": {"fr": "Traces", "en": "Traces"},
    "records": {"fr": "Contenus trouvés", "en": "Records found"},
    "rec_id": {"fr": "identifiant", "en": "id"},
    "rec_kind": {"fr": "sorte", "en": "kind"},
    "rec_source": {"fr": "source", "en": "source"},
    "rec_product": {"fr": "produit", "en": "product"},
    "rec_text": {"fr": "texte", "en": "text"},
    "confirm": {"fr": "Pour effacer, retapez le nom", "en": "To erase, type the name again"},
    "erase": {"fr": "Effacer pour toujours", "en": "Erase for good"},
    "not_same": {
        "fr": "Le nom retapé n'est pas le même : rien n'a été effacé.",
        "en": "The name typed again is not the same: nothing was erased.",
    },
    "nobody": {"fr": "Donnez d'abord un nom.", "en": "Give a name first."},
    "receipt": {"fr": "Reçu", "en": "Receipt"},
    "clean": {
        "fr": "La relecture de {files} fichiers ({bytes}) et de {vectors} vecteurs n'a rien retrouvé.",
        "en": "Reading {files} files ({bytes}) and {vectors} vectors again found nothing.",
    },
    "left": {
        "fr": "La relecture a encore retrouvé quelque chose : relancez l'effacement.",
        "en": "Reading again still found something: start the erasure again.",
    },
    "expires": {"fr": "expire le", "en": "expires"},
    "backup": {"fr": "Sauvegarde", "en": "Backup"},
    "receipts": {"fr": "Reçus précédents", "en": "Earlier receipts"},
    "receipts_none": {"fr": "Aucun effacement.", "en": "No erasure."},
    "cut_short": {
        "fr": "Un effacement a été interrompu : le prochain le termine d'abord.",
        "en": "An erasure was cut short: the next one ends it first.",
    },
    "too_large": {
        "fr": "Ce fichier dépasse 64 Mio : importez-le par la commande python -m ingest.",
        "en": "This file is larger than 64 MiB: import it with the command python -m ingest.",
    },
}
COUNTED: Final[dict[str, dict[str, str]]] = {
    "records": {"fr": "contenus", "en": "records"},
    "vectors": {"fr": "vecteurs", "en": "vectors"},
    "decisions": {"fr": "décisions anonymisées", "en": "decisions made anonymous"},
    "feedback": {"fr": "retours et signalements", "en": "feedback and reports"},
    "questions": {"fr": "questions", "en": "questions"},
    "answers": {"fr": "réponses qui les citaient", "en": "answers that cited them"},
    "originals": {"fr": "originaux scellés", "en": "sealed originals"},
    "imports": {"fr": "rapports d'import", "en": "import reports"},
    "sources": {"fr": "noms de fichiers", "en": "file names"},
}
"""What is counted in a receipt."""
PERSONAL: Final[dict[str, dict[str, str]]] = {
    "email": {"fr": "adresses électroniques", "en": "e-mail addresses"},
    "phone": {"fr": "téléphones", "en": "telephones"},
    "iban": {"fr": "comptes bancaires", "en": "bank accounts"},
    "card": {"fr": "cartes bancaires", "en": "bank cards"},
    "identity_number": {"fr": "numéros d'identité", "en": "identity numbers"},
    "order_number": {"fr": "numéros de commande", "en": "order numbers"},
    "address": {"fr": "adresses", "en": "addresses"},
    "name": {"fr": "noms", "en": "names"},
    "birth_date": {"fr": "dates de naissance", "en": "dates of birth"},
    "ip_address": {"fr": "adresses IP", "en": "IP addresses"},
    "handle": {"fr": "comptes en ligne", "en": "accounts online"},
    "licence_plate": {"fr": "plaques d'immatriculation", "en": "licence plates"},
}
"""Personal data, by kind (`data.privacy.found`)."""
STAGES: Final[dict[str, dict[str, str]]] = {
    "": {"fr": "préparation", "en": "getting ready"},
    "read": {"fr": "lecture", "en": "reading"},
    "index": {"fr": "index", "en": "index"},
    "scan": {"fr": "relecture", "en": "reading again"},
    "verify": {"fr": "vérification", "en": "verification"},
}
"""Stages of long work."""


def said(name: str, language: str) -> str:
    """A sentence of the tab."""
    return typeset(DATA[name][language], language)
