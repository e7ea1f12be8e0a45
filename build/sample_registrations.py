"""Write the demonstration event's registration list: 70 invented people, as messy as a real list.

`python build/sample_registrations.py` rewrites `resources/sample/demonstration/registrations.xlsx`.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

OUT = Path(__file__).resolve().parent.parent / "resources/sample/demonstration/registrations.xlsx"

TITLE = "Journée de démonstration – Ksar Ennour – Liste des inscriptions (personnes inventées)"
HEADERS = (
    "N°",
    "Civilité",
    "Nom",
    "Prénom",
    "الاسم العائلي",
    "الاسم الشخصي",
    "Organisme",
    "Catégorie",
    "Région",
    "E-mail",
    "Téléphone",
    "Langue",
    "Qualité",
    "Groupe",
)

# Family, given, both in Arabic (a gap where the person wrote one script only), F or M.
PEOPLE = """
TOUZANI|Wafae|التوزاني|وفاء|F
TOUZANI|Wafaa|||F
EL OUARRAKI|Idriss|الوراقي|إدريس|M
AÏT BRIGUI|Lahcen|أيت بريكي|لحسن|M
BEN ZEROUAL|Nawal|بن زروال|نوال|F
BOUSFIHA|Chaïmae|بوسفيحة|شيماء|F
OULD DAHMAR|Sidi Amar|ولد دحمار|سيدي عمر|M
AL MAKKAOURI|Ghita|المكوري|غيثة|F
EL KADIRY|M'hamed|القديري|امحمد|M
ELKADIRY|Mohammed|القديري|محمد|M
TAZRIBINE|Izza|تازريبين|إيزة|F
AZENKOUD|Badr|أزنكود|بدر|M
||الزيتوني الصغير|فاطمة الزهراء|F
||بن طاطا|عبد الجليل|M
||أمزريان|يوسف|M
||الرملاوي|خديجة|F
OUBELLAGH|Tilila|أوبلاغ|تيليلا|F
OUBELLAGH|Tilelli|أوبلاغ|تيليلي|F
DAKIRI-SLAMTI|Karim|الدكيري السلامتي|كريم|M
BENJELMIR|Meryem|بنجلمير|مريم|F
TOURZAL|Brahim|تورزال|إبراهيم|M
TOURZI|Imane|تورزي|إيمان|F
CHEMSOULI|Aïcha|الشمسولي|عائشة|F
CHEMSOULI|Aicha|الشمسولي|عائشة|F
EL HARRAZINE|Soufiane|الحرازين|سفيان|M
ZEFFATI|Hind|الزفاتي|هند|F
MOULAY RCHIDI|Ismaïl|مولاي رشيدي|إسماعيل|M
BOUTAZERT|Kenza|بوتازرت|كنزة|F
AÏT OUMGHAR|Moha|أيت أومغار|موحى|M
NAJMAOUI|Salma|النجماوي|سلمى|F
EL FERRANI-IDLI|Hicham|||M
SEBTIOUI|Rajae|السبتيوي|رجاء|F
LAGHZAOUNI|Omar|الغزاوني|عمر|M
TIGHERMT|Fadma|تيغرمت|فاظمة|F
BEN LMKADEM|Anouar|بن المقدم|أنوار|M
EL YACHOURI|Zineb|الياشوري|زينب|F
HADDIOUNE|Saïd|حديون|سعيد|M
BERKOUZI|Loubna|البركوزي|لبنى|F
MESSARI-KOUN|Driss|||M
OURIAGHEL|Nisrine|أورياغل|نسرين|F
RGUIBATI|Mbarka|الركيباتي|امباركة|F
EL WARDIGHY|Tarik|الورديغي|طارق|M
SOUSSANE|Yasmine|سوسان|ياسمين|F
AMZILOUN|Hammou|أمزيلون|حمو|M
BENCHAROUK|Siham|بنشروق|سهام|F
KHARBOUCHI|Adil|الخربوشي|عادل|M
EL MEZGUILDI|Oumaïma|المزكيلدي|أميمة|F
TAGOUNITE|Rkia|تاكونيت|رقية|F
DERRAZ-OUFKI|Nabil|||M
FENNICHE|Asmae|الفنيش|أسماء|F
GUERMOUDI|Youness|الكرمودي|يونس|M
HALLOUMI|Bouchra|الحلومي|بشرى|F
IDELKADI|Abdellah|إدلقاضي|عبد الله|M
JELLABI|Sanae|الجلابي|سناء|F
KOURDASSI|Mustapha|الكرداسي|مصطفى|M
LEMGHILI|Hafsa|المغيلي|حفصة|F
MZOURANE|Ilyas|مزوران|إلياس|M
NIDABRAHIM|Touda|نيدبراهيم|تودا|F
OUCHKIF|Rachid|أوشكيف|رشيد|M
PINTADI|Sofia|||F
QARMOUDI|Amine|القرمودي|أمين|M
RIFFOUZ|Latifa|ريفوز|لطيفة|F
SEKKOURA|Jaouad|السكورة|جواد|M
TABAOUNE|Malika|طباون|مليكة|F
EL UARDI|Nabila|||F
VALLADOUR|Claire|||F
WAZZANINE|Hamza|الوزانين|حمزة|M
YAGHMOUR|Ikram|يغمور|إكرام|F
ZEMMOURIN|Hassan|الزمورين|حسن|M
EL ZAOUAT|Najat|الزوات|نجاة|F
"""

ORGANISATIONS = (
    ("Association Amal Ennour", "Société civile"),
    ("Commune de Ksar Ennour", "Collectivités territoriales"),
    ("Réseau Racines et Rives", "Association"),
    ("جمعية آفاق الواحة", "المجتمع المدني"),
    ("Direction provinciale (démonstration)", "Administration"),
    ("Université fictive du Sud", "Université"),
    ("Coopérative Tifawine", "société civile"),
    ("Conseil de la région (démonstration)", "Collectivité territoriale"),
    ("Radio Ennour FM", "Médias"),
    ("شبكة المدافعين عن الماء", "جمعية"),
    ("", "Citoyenne, citoyen"),
    ("Ministère (démonstration)", "Administration"),
    ("Association Main tendue – handicap", "Société civile"),
    ("Start-up Sahla", "Secteur privé"),
)
REGIONS = (
    "Drâa-Tafilalet",
    "Souss-Massa",
    "درعة-تافيلالت",
    "Marrakech-Safi",
    "Drâa-Tafilalet",
    "سوس-ماسة",
    "Béni Mellal-Khénifra",
    "Oriental",
    "Souss Massa",
    "Fès-Meknès",
    "Tanger-Tétouan-Al Hoceima",
    "Rabat-Salé-Kénitra",
    "Casablanca-Settat",
    "Guelmim-Oued Noun",
    "Laâyoune-Sakia El Hamra",
    "Dakhla-Oued Ed-Dahab",
    "",
)
ROLES = {3: "Intervenant", 8: "Experte", 20: "Animatrice", 28: "Animateur", 36: "Animatrice", 41: "Expert"}


def people() -> list[list[object]]:
    """Return the 70 rows of the list, in the order of `HEADERS`."""
    rows: list[list[object]] = []
    for number, line in enumerate(PEOPLE.strip().splitlines(), 1):
        family, given, family_ar, given_ar, gender = line.split("|")
        organisation, category = ORGANISATIONS[number % len(ORGANISATIONS)]
        email = f"p{number:02d}@example.org" if number % 6 else ""
        phone: object = f"06 00 00 00 {number:02d}" if number % 3 else 600000000 + number
        rows.append(
            [
                number,
                {"F": "Mme", "M": "M."}[gender] if number % 9 else "",
                family,
                given,
                family_ar,
                given_ar,
                organisation,
                category,
                REGIONS[number % len(REGIONS)],
                email,
                phone if number % 7 else "",
                ("Français", "العربية", "Arabe", "Tamazight")[number % 4],
                ROLES.get(number, "Participant(e)"),
                (number % 3 + 1) if number % 17 else "",
            ]
        )
    return rows


def main() -> None:
    """Write the list, with a merged title row above the header."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Inscriptions"
    sheet.append([TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([])
    sheet.append(list(HEADERS))
    for row in people():
        sheet.append([None if value == "" else value for value in row])
    for column, width in zip("ABCDEFGHIJKLMN", (5, 9, 20, 14, 16, 14, 34, 26, 26, 22, 18, 12, 16, 9), strict=True):
        sheet.column_dimensions[column].width = width
    book.properties.creator = "ogp_desktop"
    book.properties.created = book.properties.modified = datetime.datetime(2026, 11, 1, tzinfo=None)  # noqa: DTZ001
    book.save(OUT)


if __name__ == "__main__":
    main()
