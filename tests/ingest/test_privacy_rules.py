"""What is personal data in a text of either language, and what only looks like it."""

from itertools import pairwise

import pytest

from data.privacy import PersonalKind, personal_data
from data.privacy.checksums import iban, isbn, luhn, nir

HIDDEN = [
    ("email", "Écrivez-moi à zoe.martin+avis@exemple.fr svp", "zoe.martin+avis@exemple.fr"),
    ("email", "contact: JEAN_DUPONT@Exemple-Shop.co.uk.", "JEAN_DUPONT@Exemple-Shop.co.uk"),
    ("email", "mon mail : jean arobase exemple point fr merci", "jean arobase exemple point fr"),
    ("email", "jean.dupont (at) exemple (dot) fr", "jean.dupont (at) exemple (dot) fr"),
    ("email", "write to ann [at] example [dot] com", "ann [at] example [dot] com"),
    ("email", "ann at example dot com is me", "ann at example dot com"),
    ("email", "jean(arobase)exemple.fr", "jean(arobase)exemple.fr"),
    ("email", "it is ann.lee at gmail.com", "ann.lee at gmail.com"),
    ("email", "élodie@exemple.fr a répondu", "élodie@exemple.fr"),
    ("phone", "mon fixe : 0199001234", "0199001234"),
    ("phone", "au 0199001234", "0199001234"),
    ("phone", "appelez le 06 39 98 14 52", "06 39 98 14 52"),
    ("phone", "0639981452", "0639981452"),
    ("phone", "06.39.98.14.52 après 18h", "06.39.98.14.52"),
    ("phone", "06-39-98-14-52", "06-39-98-14-52"),
    ("phone", "+33 6 39 98 14 52", "+33 6 39 98 14 52"),
    ("phone", "+33(0)6 39 98 14 52", "+33(0)6 39 98 14 52"),
    ("phone", "0033639981452 merci", "0033639981452"),
    ("phone", "au 01\u202f99\u202f00\u202f12\u202f34 le soir", "01\u202f99\u202f00\u202f12\u202f34"),
    ("phone", "text me on 07700 900123", "07700 900123"),
    ("phone", "my number is 020 7946 0018", "020 7946 0018"),
    ("phone", "call (555) 321-0198 now", "(555) 321-0198"),
    ("phone", "555-321-0198", "555-321-0198"),
    ("phone", "call me: 5553210198", "5553210198"),
    ("phone", "+44 7700 900417", "+44 7700 900417"),
    ("phone", "+32 470 12 34 56", "+32 470 12 34 56"),
    ("iban", "IBAN FR76 3000 6000 0112 3456 7890 189 merci", "FR76 3000 6000 0112 3456 7890 189"),
    ("iban", "FR7630006000011234567890189", "FR7630006000011234567890189"),
    ("iban", "de89370400440532013000", "de89370400440532013000"),
    ("iban", "pay GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32"),
    ("iban", "mon IBAN : FR76 9999 9000 0101 2345 6789 012. Merci", "FR76 9999 9000 0101 2345 6789 012"),
    ("card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card", "Please charge my card. Number is 4563 8240 6505 9", "4563 8240 6505 9"),
    ("card", "amex 378282246310005", "378282246310005"),
    ("card", "carte 5500-0000-0000-0004 débitée deux fois", "5500-0000-0000-0004"),
    ("card", "ma carte bancaire 4970 1012 3456 7890 a été débitée", "4970 1012 3456 7890"),
    ("identity_number", "1 85 05 78 006 084 91", "1 85 05 78 006 084 91"),
    ("identity_number", "sécurité sociale 2 69 05 49 588 157 80", "2 69 05 49 588 157 80"),
    ("identity_number", "n° de sécu : 185057800608436", "185057800608436"),
    ("identity_number", "my social is 078-05-1120", "078-05-1120"),
    ("order_number", "commande n° PDC-2024-118734 jamais reçue", "PDC-2024-118734"),
    ("order_number", "Commande 40012345", "40012345"),
    ("order_number", "numéro de commande : 1180-2233", "1180-2233"),
    ("order_number", "order #A1029384 never came", "A1029384"),
    ("order_number", "My order number is 114-3941689-8772232.", "114-3941689-8772232"),
    ("order_number", "n° de suivi 6A12345678901", "6A12345678901"),
    ("address", "j'habite 14 rue des Tilleuls, 49300 Cholet", "14 rue des Tilleuls, 49300 Cholet"),
    ("address", "12 bis avenue du Général de Gaulle 75014 Paris.", "12 bis avenue du Général de Gaulle 75014 Paris"),
    ("address", "au 3 rue victor hugo", "3 rue victor hugo"),
    ("address", "25, boulevard Saint-Michel", "25, boulevard Saint-Michel"),
    ("address", "8 place de la Liberté à Brest", "8 place de la Liberté à Brest"),
    ("address", "Livraison au 5 chemin des Vignes, 33000 Bordeaux", "5 chemin des Vignes, 33000 Bordeaux"),
    ("address", "I live at 221B Baker Street, London NW1 6XE.", "221B Baker Street, London NW1 6XE"),
    ("address", "send it to 42 Elm Road", "42 Elm Road"),
    ("address", "1600 Pennsylvania Avenue, Washington, DC 20500", "1600 Pennsylvania Avenue, Washington, DC 20500"),
    ("address", "P.O. Box 1234", "P.O. Box 1234"),
    ("address", "je vis à 44000 Nantes", "44000 Nantes"),
    ("name", "Je m'appelle Claire Le Goff et j'adore", "Claire Le Goff"),
    ("name", "je m’appelle Élodie Martin-Dubois.", "Élodie Martin-Dubois"),
    ("name", "My name is John O'Neill, from Leeds", "John O'Neill"),
    ("name", "my name's Ann Lee", "Ann Lee"),
    ("name", "je m'appelle claire dupont.", "claire dupont"),
    ("name", "Très déçue.\nCordialement,\nMarie Lefèvre", "Marie Lefèvre"),
    ("name", "Kind regards, Peter Marsh", "Peter Marsh"),
    ("name", "au nom de Gilbert Roudaut", "Gilbert Roudaut"),
    ("birth_date", "née le 12 mars 1984 à Lyon", "12 mars 1984"),
    ("birth_date", "date de naissance : 12/03/1984", "12/03/1984"),
    ("birth_date", "born on March 12th, 1984", "March 12th, 1984"),
    ("birth_date", "DOB 12-03-1984", "12-03-1984"),
    ("ip_address", "mon IP est 203.0.113.24", "203.0.113.24"),
    ("ip_address", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    ("handle", "mon insta : claire.peau", "claire.peau"),
    ("handle", "Snap: lili_92 pour les photos", "lili_92"),
    ("handle", "suivez-moi sur instagram @lili.beaute", "@lili.beaute"),
    ("handle", "follow me @ann_lee99", "@ann_lee99"),
    ("address", "J'habite résidence Les Tilleuls bât B appt 12", "résidence Les Tilleuls bât B appt 12"),
    ("address", "lieu-dit Kerguelen, 29200 Brest", "lieu-dit Kerguelen, 29200 Brest"),
    ("address", "livraison 14 r. des Lilas 69003 Lyon", "14 r. des Lilas 69003 Lyon"),
    ("address", "au 12, rue du 8 mai 1945", "12, rue du 8 mai 1945"),
    ("address", "Rue Neuve 12, 1000 Bruxelles", "Rue Neuve 12, 1000 Bruxelles"),
    ("address", "Chemin des Fleurs 3, 1205 Genève", "Chemin des Fleurs 3, 1205 Genève"),
    ("address", "au 22 rue Jean Jaurès, 3e étage, 93200 Saint-Denis", "22 rue Jean Jaurès, 3e étage, 93200 Saint-Denis"),
    ("address", "BP 123 - 33000 Bordeaux CEDEX", "BP 123 - 33000 Bordeaux CEDEX"),
    ("address", "Flat 3, 22 High St, Leeds LS1 4AB", "Flat 3, 22 High St, Leeds LS1 4AB"),
    ("address", "to apt 4B, 120 W 45th St, New York NY 10036", "apt 4B, 120 W 45th St, New York NY 10036"),
    ("address", "The Old Vicarage, Church Lane, Ely CB6 1AA", "The Old Vicarage, Church Lane, Ely CB6 1AA"),
    ("address", "c/o Ann\n12 Elm Road\nFlat 4\nLeeds\nUnited Kingdom 45120", "12 Elm Road\nFlat 4\nLeeds\nUnited Kingdom 45120"),
    ("address", "my address: Hauptstraße 12, 10115 Berlin", "Hauptstraße 12, 10115 Berlin"),
    ("address", "my address is Dlouhá 688, Praha", "Dlouhá 688, Praha"),
    ("address", "21 Edeby 55\n Apt. 297\n Tystberga\n Sweden 99178", "21 Edeby 55\n Apt. 297\n Tystberga\n Sweden 99178"),
    ("address", "PSC 44, Box 1021\nAPO AE 09499", "PSC 44, Box 1021\nAPO AE 09499"),
    ("name", "je suis Mme Lefebvre, cliente depuis 2019", "Lefebvre"),
    ("name", "monsieur Durand a refusé l'échange", "Durand"),
    ("name", "M. Lefèvre m'a répondu", "Lefèvre"),
    ("name", "mon nom : Karim Benali", "Karim Benali"),
    ("name", "je me nomme Paul Girard", "Paul Girard"),
    ("name", "commande passée par Julie Moreau", "Julie Moreau"),
    ("name", "last name Kowalski", "Kowalski"),
    ("name", "Mr Thompson at the helpdesk was rude", "Thompson"),
    ("name", "I spoke to Mrs O'Connor twice", "O'Connor"),
    ("name", "this is Emma Wells speaking", "Emma Wells"),
    ("order_number", "colissimo 6A12345678901", "6A12345678901"),
    ("order_number", "il arrive par LA123456789FR", "LA123456789FR"),
    ("order_number", "parcel 1Z999AA10123456784", "1Z999AA10123456784"),
    ("order_number", "dossier SAV n° 4451287", "4451287"),
    ("order_number", "référence CMD-2024-5567 de ma commande", "CMD-2024-5567"),
    ("order_number", "confirmation number 7HG65K", "7HG65K"),
    ("identity_number", "2 94 03 75 120 005 22", "2 94 03 75 120 005 22"),
    ("identity_number", "my NI number is QQ 12 34 56 C", "QQ 12 34 56 C"),
    ("identity_number", "passeport 12AB34567", "12AB34567"),
    ("identity_number", "carte d'identité n° X4RTBPFW4", "X4RTBPFW4"),
    ("identity_number", "SSN 078051120", "078051120"),
    ("phone", "appelle le O6 12 34 56 78", "O6 12 34 56 78"),
    ("phone", "06_12_34_56_78", "06_12_34_56_78"),
    ("phone", "０６ １２ ３４ ５６ ７８ le soir", "０６ １２ ３４ ５６ ７８"),
    ("phone", "au 06\u200b12\u200b34\u200b56\u200b78", "06\u200b12\u200b34\u200b56\u200b78"),
    ("email", "claire@exa\u200bmple.fr", "claire@exa\u200bmple.fr"),
    ("email", "claire.dupont @ gmail . com", "claire.dupont @ gmail . com"),
    ("card", "4970 1012 3456 7890 ma carte bleue", "4970 1012 3456 7890"),
    ("licence_plate", "garé avec AB-123-CD devant", "AB-123-CD"),
    ("licence_plate", "plaque 1234 XY 56", "1234 XY 56"),
    ("licence_plate", "number plate LD51 ABC", "LD51 ABC"),
]  # fmt: skip

LEFT = [
    "ISBN 978-2-07-036822-8 et 2070368228", "EAN 3760123456789", "référence 0612345678", "réf. AB-123-CD", "SKU 0743273567",
    "asin B08N5WRWNW", "ISBN 0307474278", "0306406152", "l'article 4006381333931 est épuisé", "le modèle 12345678",
    "du 38 au 40, 42 ou 44", "1m64 pour 60 kg", "10 x 20 x 30 cm", "149,90 €", "1 299,00 euros", "129.99", "$1,299.00",
    "le 12/03/2024 puis le 4 mars", "2024-03-12", "2019-2020", "depuis 2019 2020 2021", "from 10 to 12, 14 to 16",
    "à 7 h 30, 8 h 15", "version 1.2.3.4 du logiciel", "3 rues plus loin", "2 places dans la voiture", "1 route sur 2",
    "une remise de 20 %", "order 2 pairs, then order 3 more", "j'ai commandé 3 fois", "commande 2 tailles au-dessus",
    "order one up", "je m'appelle pas comme ça !", "I'm Bo and this is the Braise", "Dr. Martens sont plus larges",
    "my name is on the label", "née en Bretagne", "born to run", "le numéro 5 de Chanel", "#15 de ma liste", "24/7",
    "36 15 Ulla", "1234567890 mAh", "at the shop at noon. It is fine", "at 10 dot com", "le 9, rue ou chemin",
    "15 minutes de route", "100 % coton, 30 °C", "RAM 16 GB 2400 MHz 1920 1080", "2 x 4 = 8", "cours de yoga 3 fois",
    "page 11, 12, 13, 14, 15, 16", "I wear 34 32 30", "ratio 16:9 à 12:30:45", "la carte 3D de 2024", "un 5 étoiles",
    "taille 36 38 40 42 44", "points 10 20 30 40 50", "lot 20240312", "8412207710533", "n° 5", "4 Star Place to be",
    "6 Plus 256 Go", "12 Pro Max 512", "Une miche de 900 g dans la cocotte Braise", "facebook est nul", "snap closure is great",
    "insta love", "Facebook is where I saw it", "je suis sur instagram tous les jours", "the account is closed", "10000 pas par jour", "la guerre (1756-1763) et (1936-1938)", "en 492 av. J.-C.", "firmware (3.0.0.4.164)", "http://192.168.1.1 du routeur", "call up the page (192.168.1.1).",
    "it calls for the 240337103 crisper", "model_number: 1284611", "bosch 0986452058", "800 External Hard Drive", "Facebook: Trying to do so fails",
    "Monsieur Cuisine chauffe bien", "Mrs. Fields cookies", "Mr. Clean marche bien", "Dr. Martens avec M. et L.",
    "I went with the M. In fact the L is loose", "the 4R. I would rent again", "one other Seagate 2 TB drive",
    "I basically live in Levis 501.", "On m'a livré Foulée 2.", "delivered to 3 different flats in 2 weeks", "We meet at 10 PM.",
    "Polo Tee 3 and Bow Tie 2", "the corner of the box was dented", "Adobe Suite 2019 on 2 laptops", "la résidence secondaire",
    "confirmation number please", "passport holder, 12 pockets", "permis de conduire depuis 2 ans", "suivi parfait en 48h",
    "un compte dans les années 1980 plus de 25 000 morts", "49.99 @ nokiausa.com", "(1960-1990) kenmores",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "piece"), HIDDEN)
def test_each_kind_is_found_to_its_last_character(kind: str, text: str, piece: str) -> None:
    found = [(one.kind, text[one.start : one.end]) for one in personal_data(text)]
    assert (PersonalKind(kind), piece) in found


@pytest.mark.parametrize("text", LEFT)
def test_sizes_dates_prices_and_codes_of_things_are_left(text: str) -> None:
    assert [(one.kind.value, text[one.start : one.end]) for one in personal_data(text)] == []


def test_check_digits_tell_a_number_from_any_other() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert iban("FR7630006000011234567890189")
    assert not iban("FR7630006000011234567890188")
    assert not iban("FR76300060000112345678901")
    assert nir("185057800608491")
    assert nir("1850" + "52A" + "00608474") == (97 - int("1850519006084") % 97 == 74)
    assert not nir("185057800608492")
    assert isbn("0306406152")
    assert isbn("9782070368228")
    assert not isbn("0639981452")


def test_nothing_found_overlaps_and_all_is_in_order() -> None:
    text = "Mme Ann Lee, 14 rue des Tilleuls, 49300 Cholet, 06 39 98 14 52, ann@exemple.fr, commande n° 40012345"
    found = personal_data(text)
    assert [one.kind.value for one in found] == ["name", "address", "phone", "email", "order_number"]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_brand_keeps_the_ways_to_reach_it_and_nothing_else() -> None:
    text = "Écrivez à sav@exemple.fr ou au 01 99 00 12 34 ; votre commande n° 40012345 et l'IBAN FR7630006000011234567890189"
    assert [one.kind.value for one in personal_data(text, by_brand=True)] == ["order_number", "iban"]


def test_a_long_text_made_to_slow_the_rules_down_takes_no_second() -> None:
    import time

    for piece in (
        "1 ",
        "a.",
        "A b ",
        "1 rue A-",
        "a@",
        "0 1-",
        "FR76 ",
        "insta : ",
        "Aa Bb ",
        "ip 1.1.",
        "1:",
        "order is ",
        "Je m'appelle A ",
        "12 Aa ",
        "Apt 1 ",
        "Aa 12 Apt 1, ",
        "12 rue Aa\n",
        "address is 1 Aa ",
        "corner of Aa 1 and ",
        "Rue Aa 1, ",
        "O6 ",
        "1Z",
        "\n",
        "12, ",
    ):
        started = time.process_time()
        personal_data(piece * (20_000 // len(piece)))
        assert time.process_time() - started < 1, piece
