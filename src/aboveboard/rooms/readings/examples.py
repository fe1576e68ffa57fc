"""A text to try, in each language: made up, with things that a reading may remark."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    "nl": (
        "Trots en nederig tegelijk: ons kleine team tekende vorige week zijn grootste contract"
        " ooit. Vijf jaar geleden zat ik nog aan de keukentafel met een laptop en een droom.\n\n"
        "Eerlijk? Het was geen rechte lijn. In mei verloren we Brasserie Linde, goed voor een"
        " vijfde van onze omzet, en ik heb drie weken nauwelijks geslapen. Wat ik eruit leerde: ga"
        " langs voor het misloopt, niet erna.\n\n"
        "We zoeken nog iemand voor de planning. Bel me op 0471 23 45 67 of mail"
        " noor@peulvuur.example. Voorschotten kunnen op BE68 5390 0754 7034.\n\n"
        "Ken jij iemand? Reageer met een 🌱 en ik stuur je de vacature!"
    ),
    "en": (
        "Humbled and proud: our small team signed its largest contract ever last week. Five years"
        " ago I sat at the kitchen table with a laptop and a dream.\n\n"
        "Honestly? It was no straight line. In May we lost Linden House, a fifth of our sales, and"
        " I hardly slept for three weeks. What I learned: go and see people before it goes wrong,"
        " not after.\n\n"
        "We still need someone to do the planning. Call me on +44 20 7946 0958 or write to"
        " noor@peulvuur.example. Deposits go to GB29 NWBK 6016 1331 9268 19.\n\n"
        "Know anyone? Comment with a 🌱 and I will send you the job!"
    ),
    "fr": (
        "Fière et humble à la fois : notre petite équipe a signé la semaine dernière son plus gros"
        " contrat. Il y a cinq ans, j’étais encore à la table de la cuisine avec un ordinateur et"
        " un rêve.\n\n"
        "Pour être franche, la route n’a pas été droite. En mai, nous avons perdu la Maison"
        " Tilleul, un cinquième de nos ventes, et je n’ai presque pas dormi pendant trois semaines."
        " Ce que j’en retiens : il faut passer voir les gens avant, pas après.\n\n"
        "Nous cherchons encore quelqu’un pour la planification. Appelez-moi au 01 42 68 53 00 ou"
        " écrivez à noor@peulvuur.example. Les acomptes vont sur le FR76 3000 6000 0112 3456 7890"
        " 189.\n\n"
        "Vous connaissez quelqu’un ? Commentez avec un 🌱 et je vous envoie l’annonce !"
    ),
}
"""By the language of the pages."""
