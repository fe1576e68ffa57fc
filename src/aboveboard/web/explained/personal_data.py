"""Why personal data is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Personal data")

WHAT = {
    "personal_data.email": _("An e-mail address, also inside a link or a description."),
    "personal_data.phone": _(
        "A phone number of Belgium, the Netherlands or France, or one with a country code. A number in one piece that is no mobile number counts only after a word such as “call”."
    ),
    "personal_data.iban": _(
        "A bank account number of the length its country uses, whose check digits are right."
    ),
    "personal_data.card": _("A payment card number whose check digit is right."),
    "personal_data.belgian_national": _(
        "A Belgian national or bis number whose check digits are right."
    ),
    "personal_data.belgian_enterprise": _(
        "A Belgian enterprise or VAT number whose check digits are right."
    ),
    "personal_data.dutch_citizen": _(
        "A Dutch citizen number that passes its own check, after a word that says what it is."
    ),
    "personal_data.dutch_vat": _("A Dutch VAT number whose check digits are right."),
    "personal_data.dutch_company": _(
        "Eight digits after a word that says they are a number of the Dutch trade register. It has no check digit."
    ),
    "personal_data.french_person": _(
        "A French social security number whose check digits are right."
    ),
    "personal_data.french_company": _(
        "A SIREN or SIRET that passes its check, after a word that says so or in the groups of a SIRET."
    ),
    "personal_data.french_vat": _("A French VAT number whose check digits are right."),
    "personal_data.link_token": _("A link that carries a key, a token or a password."),
    "personal_data.address": _(
        "A street with a house number, by the way it is written. Often it may be known."
    ),
}

WHY = {
    "": _(
        "What is public can be copied at once and used by anybody; taking a post back does not take the number back. Numbers that belong to a person for life cannot be replaced at all."
    ),
    "personal_data.belgian_enterprise": _(
        "The number is public, so this is only a note: it may be there by accident, as in a pasted invoice."
    ),
    "personal_data.dutch_company": _(
        "The number is public, so this is only a note: it may be there by accident, as in a pasted invoice."
    ),
    "personal_data.french_company": _(
        "The number is public, so this is only a note: it may be there by accident, as in a pasted invoice."
    ),
    "personal_data.french_vat": _(
        "The number is public, so this is only a note: it may be there by accident, as in a pasted invoice."
    ),
    "personal_data.dutch_vat": _(
        "That of a sole trader could hold the citizen number of its owner until 2020."
    ),
    "personal_data.link_token": _(
        "Whoever has the link may get in, and links in public posts are followed by programs within minutes."
    ),
}

_GDPR = (
    "Regulation (EU) 2016/679 (GDPR), art. 4(1), 5(1)(c)",
    "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
)
SOURCES = {
    "": (_GDPR,),
    "personal_data.iban": (("ISO 13616-1:2020, check digits after ISO 7064", ""), _GDPR),
    "personal_data.card": (("ISO/IEC 7812-1:2017, annex B (Luhn)", ""), _GDPR),
}
