"""Others' readers of one trait each, for a comparison of speed; none is needed to run the product.

Install those you want beside the product: vaderSentiment, textblob, textblob-nl, textblob-fr,
afinn, empath, euredact, presidio-analyzer, phonenumbers, lingua-language-detector, proselint.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

type Work = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """One reader: what it covers, the language of the drafts it gets, and how it is loaded.

    ``load`` raises ImportError when it is not installed.
    """

    covers: str
    language: str
    load: Callable[[], Work]


def _module(name: str) -> Any:
    return import_module(name)


def _vader() -> Any:
    analyser = _module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return analyser.polarity_scores


def _textblob() -> Work:
    blob = _module("textblob").TextBlob
    return lambda text: blob(text).sentiment


def _textblob_of(language: str) -> Callable[[], Work]:
    def load() -> Work:
        blob = _module("textblob").TextBlob
        package = _module(f"textblob_{language}")
        analyser = package.PatternAnalyzer()
        return lambda text: blob(text, analyzer=analyser).sentiment

    return load


def _afinn() -> Any:
    analyser = _module("afinn").Afinn()
    return analyser.score


def _empath() -> Any:
    lexicon = _module("empath").Empath()
    return lexicon.analyze


def _euredact() -> Work:
    package = _module("euredact")
    return lambda text: package.redact(text, countries=["BE", "NL", "FR"])


def _presidio() -> Work:
    recognizers = _module("presidio_analyzer.predefined_recognizers")
    entities = {
        recognizers.EmailRecognizer(): ["EMAIL_ADDRESS"],
        recognizers.IbanRecognizer(): ["IBAN_CODE"],
        recognizers.CreditCardRecognizer(): ["CREDIT_CARD"],
        recognizers.PhoneRecognizer(): ["PHONE_NUMBER"],
        recognizers.UrlRecognizer(): ["URL"],
        recognizers.IpRecognizer(): ["IP_ADDRESS"],
        recognizers.DateRecognizer(): ["DATE_TIME"],
    }

    def work(text: str) -> object:
        return [one.analyze(text, wanted, None) for one, wanted in entities.items()]

    return work


def _phonenumbers() -> Work:
    package = _module("phonenumbers")
    return lambda text: [
        list(package.PhoneNumberMatcher(text, region)) for region in ("BE", "NL", "FR")
    ]


def _lingua() -> Any:
    package = _module("lingua")
    languages = (package.Language.DUTCH, package.Language.ENGLISH, package.Language.FRENCH)
    detector = package.LanguageDetectorBuilder.from_languages(*languages).build()
    return detector.detect_language_of


def _proselint() -> Work:
    lint_file = _module("proselint.tools").LintFile
    _module("proselint.checks")
    registry = _module("proselint.registry").CheckRegistry()
    if not registry.checks:
        registry.register_many(_module("proselint.checks").__register__)
    return lambda text: lint_file(source="draft", content=text).lint()


PEERS: Final[Mapping[str, Peer]] = {
    "vaderSentiment": Peer("tone, en", "en", _vader),
    "textblob": Peer("tone, en", "en", _textblob),
    "textblob-nl": Peer("tone, nl", "nl", _textblob_of("nl")),
    "textblob-fr": Peer("tone, fr", "fr", _textblob_of("fr")),
    "afinn": Peer("tone, en", "en", _afinn),
    "empath": Peer("categories, en", "en", _empath),
    "euredact": Peer("personal data, BE NL FR", "nl", _euredact),
    "presidio-analyzer": Peer("personal data, seven recognisers", "en", _presidio),
    "phonenumbers": Peer("phone numbers, three regions", "nl", _phonenumbers),
    "lingua": Peer("language", "fr", _lingua),
    "proselint": Peer("style, en", "en", _proselint),
}
"""The readers compared with, by the name of their package."""
