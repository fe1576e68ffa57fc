"""Words for what leads to a person, a company or an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "personal_data.email": _("E-mail address"),
    "personal_data.phone": _("Phone number"),
    "personal_data.iban": _("Account number"),
    "personal_data.card": _("Payment card"),
    "personal_data.belgian_national": _("Belgian national number"),
    "personal_data.belgian_enterprise": _("Belgian enterprise number"),
    "personal_data.dutch_citizen": _("Dutch citizen number (BSN)"),
    "personal_data.dutch_vat": _("Dutch VAT number"),
    "personal_data.dutch_company": _("Dutch trade register number"),
    "personal_data.french_person": _("French social security number"),
    "personal_data.french_company": _("French company number"),
    "personal_data.french_vat": _("French VAT number"),
    "personal_data.link_token": _("Link with a key in it"),
    "personal_data.address": _("Street address"),
}

REASONS = {
    "personal_data_email": _("Anybody can write to %(masked)s once this is public."),
    "personal_data_phone": _("Anybody can call %(masked)s once this is public."),
    "personal_data_iban": _("%(masked)s is an account number; its check digits are right."),
    "personal_data_card": _("%(masked)s is a payment card; its check digit is right."),
    "personal_data_belgian_national": _(
        "%(masked)s is a Belgian national number: it belongs to one person for life."
    ),
    "personal_data_belgian_enterprise": _(
        "%(masked)s is a Belgian enterprise number. It is public; does it belong here?"
    ),
    "personal_data_dutch_citizen": _(
        "%(masked)s is a Dutch citizen number: it belongs to one person for life."
    ),
    "personal_data_dutch_vat": _(
        "%(masked)s is a Dutch VAT number; that of a sole trader can hold a citizen number."
    ),
    "personal_data_dutch_company": _(
        "%(masked)s is a trade register number. It is public; does it belong here?"
    ),
    "personal_data_french_person": _(
        "%(masked)s is a French social security number: it belongs to one person for life."
    ),
    "personal_data_french_company": _(
        "%(masked)s is a French company number. It is public; does it belong here?"
    ),
    "personal_data_french_vat": _(
        "%(masked)s is a French VAT number. It is public; does it belong here?"
    ),
    "personal_data_link_token": _("Whoever has this link may get in: it carries a key."),
    "personal_data_address": _("%(masked)s reads as a street address."),
}

ADVICE = {
    "leave_out": _("Leave it out, or check that everybody may have it."),
}
