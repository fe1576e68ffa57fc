"""Words that do not say what a text is about, folded: in three languages, of the networks."""

from __future__ import annotations

# ruff: noqa: SIM905  (lists of words read best as text)
from typing import Final

FUNCTION_WORDS: Final = frozenset(
    # Dutch
    "aan achter alle alleen als altijd ander andere anders bent beter bij binnen blijft "
    "buiten daar daarna dan dat deed deze die dit doen door dus echt een eens eerst "
    "eigenlijk elke enkel erg even gaan gaat geen gewoon ging goed graag had hadden heb "
    "hebben hebt heeft heel hem hen het hier hij hoe hun iedereen iets jaar jij jou jouw "
    "jullie kan keer komen komt kon konden krijgen kunnen laat lang maakt maar maken maakte "
    "mag meer meest men met mijn moest moet moeten mooi morgen naar nee niet niets nieuw "
    "nieuwe nodig nog ook omdat onder ons onze ooit over pas samen sinds soms steeds tegen "
    "terug toch toen tot tussen uit van vandaag vanaf veel voor vooral waar waarom wanneer "
    "want waren was wat week weer weken weg wel werd werden wie wij wil willen worden wordt "
    "zal zelf zich zij zijn zien zoals zonder zou zouden zeer dag dagen maand maanden jaren "
    "tijd mensen "
    # English
    "about after again all also always and another any anyone are away back because been "
    "before being best better between both but came can cannot come could day days did does "
    "doing done down each even ever every everyone few finally first for from gave get gets "
    "getting give going gone good got great had has have having her here him his how into "
    "its just keep know last let like little long look made make makes making many may "
    "might month months more most much must need never new next not nothing now off once "
    "one only onto other our out over own really said same say see she should since some "
    "something still such take than thank thanks that the their them then there these they "
    "thing things this those through today too time took two under until upon use used very "
    "want was way week weeks well went were what when where which while who why will with "
    "without work would year years yesterday yet you your people "
    # French
    "afin ainsi alors apres aucun aussi autre autres avant avec avoir avons beaucoup bien "
    "car ces cet cette chaque chez comme comment dans depuis des deux donc dont elle elles "
    "encore entre est etait etaient ete etes etre eux faire fait faut fois font hier ici "
    "ils jamais jour jours leur leurs les lors mais meme mes mieux moi mois mon nos notre "
    "nous ont par parce pas peu peut plus plusieurs pour pourquoi quand que quel quelle "
    "quelque qui quoi rien sans ses sera seulement son sont sous suis sur tous tout toute "
    "toutes tres trop une vers veux vos votre vous voici voila annee annees ans aujourd hui "
    "gens semaine semaines "
    # of the networks themselves
    "http https www com net org link bio post story via amp repost reel video foto "
    "photo".split()
)
