"""Words that say how a sentence is built and nothing of what it is about."""

from __future__ import annotations

from ogp_desktop.domain.text.folding import tokens

_FRENCH = """
a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir bien car ce ceci cela celle
celles celui ces cet cette ceux chaque chez ci comme comment concernant contre dans de dehors dejà depuis des
deux doit doivent donc dont du elle elles en encore entre est et etant etc ete etre eu eux fait faut fin font
grace hors ici il ils jamais je jusque la laquelle le les lequel lesquels leur leurs lors lui ma mais me meme
memes mes mieux moins mon ne ni non nos notre nous nouveau nouveaux nouvelle nouvelles on ont ou par parce
parfois pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi pres qu quand que quel quelle quelles
quelque quelques quels qui quoi sa sans se sera seront ses si soit son sont sous souvent suite sur surtout ta
tel telle telles tels tes toi ton tous tout toute toujours toutes tres trop tu un une uns vers vos votre vous vu
y ya faire aller vis pr ds tjs ts ttes qd ss bcp cad
"""
_ARABIC = """
في من على الى عن مع هذا هذه هذه ذلك تلك التي الذي الذين اللواتي ان انه انها كان كانت يكون تكون لا لم لن ما هو هي
هم نحن انا او ثم بل قد كل بعض غير بين عند عندما حتى حيث كما لكن ليس ليست منذ اذا اي ايضا بعد قبل تحت فوق خلال
دون ضد حول لدى عبر يتم تم وقد وان وفي ومن وعلى والى الا اما بها به فيها فيه منها منه لها له لهم عليها عليه عليهم
اليها اليه بشكل بصفه قصد لاجل عدم وجود القيام ضروره يجب ينبغي وذلك كي لكي مثل جميع كافه مختلف عده نفس حين هناك
هنا ذات هؤلاء
"""
_DARIJA = """
ديال ديالو ديالها ديالنا ديالهم ديالي باش شي هاد هادي هادو هداك ديك داك دوك لي اللي راه راها كاين كاينه كاينين
غير حنا احنا نتا هوما حتا واش علاش كيفاش فين شنو اش اشنو بحال بزاف خاص خاصنا خصنا خاصها خصو كن كون يكون تكون
عندنا عندو عندهم ولكن كلشي شكون انا ديما ماشي والو مزيان دابا فاش ملي منين حيت الا ولا ف ب و ل ع بلا تاع متاع
دير ديرو نديرو يديرو dyal dial diyal dyalna dyalhom dyalo dyalha d f l b w o ou u bach bash chi shi had hadi
hado dak dik li lli rah raha kayn kayna kaynin ghir ghi hna 7na nta houma hta 7ta wach 3lach 3la ala kifach fin
chno chnou ach bhal b7al bzaf bezzaf khass khassna khasna khasso khasshom khasshoum ykoun tkoun ykon kan kant
3andna 3ndna 3ndhom 3ando machi walo walou mezyan daba fach mli melli mnin hit 7it wla wala bla dir diro ndiro
ydiro makaynch makaynach ma makan makanch fih fiha m3a men mn fel fl lel l' لينا ليا واحد وانا وما الى بغينا
كيقولو lina lia wa7d wa7ed wahed ila bghina bghit 3endna 3endi khaso kaygolo kaygolou nas
"""
_AMAZIGH = """
ⴷ ⵏ ⵖ ⵙ ⵉ ⴰⴷ ⵓⵔ ⵏⵏⴰ ⴳ ⴰⵔ ⵎⴰ ⵏⵉⵖ ⵉⵍⵍⴰ ⵍⵍⴰⵏ n d s ad ur gh ar is nna illa llan
"""

STOP_WORDS = frozenset(word for text in (_FRENCH, _ARABIC, _DARIJA, _AMAZIGH) for word in tokens(text))
"""Function words and empty verbs of the languages said in workshops, folded; lists written for this product."""
