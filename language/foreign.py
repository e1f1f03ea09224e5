"""Whether a message is in another language than English, though in the same letters.

Two things have to come together: most of its words are no English ones, and something in it is
known to be foreign. So neither typing errors nor brand names make a message foreign, nor does a
greeting before an English question. Plain word
lists tell this as well as a statistical model of the languages does, in a tenth of the time and
without its 50 MB.
"""

from collections.abc import Callable, Sequence

from language.tokens import Word
from language.words import words_of

_FEWEST_WORDS, _FEWEST_OWN = 2, 3
"""Words of a message, and of what is no name of the field in it, to be told by most of them; where
there are fewer, by all of them."""
_MOST_ENGLISH = 0.5
_FEWEST_WITHOUT_MARK = 5
_MOST_ENGLISH_WITHOUT_MARK = 0.2

_ENGLISH_AT_ALL = 0.25
"""From which share of words that only English has a message is English, whatever else is in it."""
_FOREIGN_SIGNS = frozenset("\u00bf\u00a1")
"""Signs of writing that English has not: the Spanish ones before a question and a call."""

_COMMON = {
    "Spanish": """
        que el la los las un una de del es son esta estoy está puedo puede pueden para por con como
        cuanto cuánto cuantos cuantas cuándo cuando donde dónde cual cuál qué cómo si mi tu su muy
        mas más pero hola gracias buenas buenos tengo tiene tienen hacer duele despues después antes
        quiero necesito favor sirve hay soy usar cuesta piel sobre años nada algo también tambien
        precio precios sesiones funciona embarazada cara mucho cicatrices seguro hablan y
        """,
    "Portuguese": """
        quanto quantas quantos como onde quando qual quais posso pode fazer estou está tenho tem uma
        um do da dos das em no na para por com não nao sim muito mais mas ola olá obrigado obrigada
        depois você voce vocês voces é são isso pele dói doi preciso custa sou meu minha vocês oi
        preço preco sessões sessoes funciona grávida gravida rosto muito cicatrizes seguro e
        """,
    "French": """
        le la les un une des du de et est sont je tu il elle nous vous que qui quoi quel quelle
        quels quelles combien comment pourquoi quand avec pour dans sur mon ma mes votre vos ce ça
        ca cela cette c'est j'ai qu'est puis peut peux dois faut pas bonjour merci apres après avant
        suis avez très tres fait aussi ont êtes etes et prix séance seance séances marche peau
        grossesse enceinte visage
        """,
    "German": """
        der die das ein eine einen einer ich du sie wir ist sind bin wie was wann warum welche
        welcher wieviel viel und oder nicht mit für fuer auf bei nach vor von zu zum zur kann können
        koennen darf muss haben habe hat gibt es mein meine auch hallo danke bitte tut weh lange
        kostet gegen haut werden wird ihr mir mich machen den dem noch preis hilft schwanger
        gesicht sicher
        """,
    "Italian": """
        il lo la gli le un una di del della dei delle che è sono cosa come quanto quanti quante
        quale quali quando dove perché perche posso può puo fare ho hai ha con per non mi si ciao
        grazie dopo prima buongiorno vorrei sulla sul nel nella alla dal pelle fa quanta dura siete
        serve servono anche molto funziona prezzo sedute incinta viso
        """,
    "Polish": """
        czy jak ile jest są sa co to nie tak mogę moge można mozna po przed na za dla przy się sie
        mam mi mnie jaki jaka jakie kiedy gdzie dlaczego dzień dzien dobry proszę prosze dziękuję
        w z i o do od jestem macie boli kosztuje zrobić zrobic tego ten ta bardzo długo dlugo
        """,
    "Dutch": """
        de het een en is zijn ben ik je jij jullie wij mijn hoe hoeveel wat waar wanneer waarom
        welke kan kunnen mag moet van voor met na naar op bij niet wel ook heb hebben heeft nodig
        doet pijn hallo bedankt kost lang deze dit er huid doen worden wordt om te aan
        """,
    "Turkish": """
        ne kadar nasıl nasil nedir mi mı mu mü bir ve için icin ile bu var yok ben benim kaç kac
        sonra önce once çok cok daha merhaba teşekkürler tesekkurler lütfen lutfen nerede zaman
        fiyat fiyatı fiyati olur mıyım miyim misiniz mısınız acı aci cilt gibi yapılır
        """,
    "Vietnamese": """
        toi tôi ban bạn co có khong không la là gi gì bao nhieu nhiêu nay này va và cho voi với duoc
        được sau truoc trước khi lam làm da thi thì cua của nao nào mot một nhung những o ở dieu
        điều tri trị sao lau lâu can cần
        """,
    "Tagalog": """
        ang ng mga sa po ba ako ko ikaw mo ka siya ito iyan yung ano magkano gaano ilang paano
        bakit kailan saan pwede puwede hindi oo may meron wala para kung na nang lang din rin naman
        kayo niyo ninyo kailangan salamat masakit opo tayo kami kapag pagkatapos bago
        """,
    "others": """
        och att det jag är inte på har hur vad kan til og ikke jeg på av med hva hvor mange hogy
        nem és egy van mennyi mennyibe szia cât care este sunt pentru și cum berapa apa yang saya
        tidak dengan untuk bisa ini kolik jak je jsem kako koliko
        """,
}
_ENGLISH_TOO = words_of(
    """
    a i o do is in on no so me my to he she we be can was will die has had may at an as or if for
    not the and with hi con per come what why mi ma van mute una des do hay once son pour dove male
    fare you them use are den lo ha na er ad sole most mas la das to al od ban bin care ca ce
    comment da din dos favor hat hindi hoe jag lam lang mange met nay non serve sim soy ten um wat
    yang de la le du
    """
)
_ONLY_ENGLISH = words_of(
    """
    the it its it's you your how what when why does did this that these those they them there which
    would could should been worth ask i'm i've i'd don't can't isn't mine
    """
)
"""Words that hardly any message in another language has."""
_CODES = {
    "Spanish": "es", "Portuguese": "pt", "French": "fr", "German": "de", "Italian": "it",
    "Polish": "pl",
}  # fmt: skip
"""The languages in which it is said that only English is read, as `safety.yml` calls them."""
_OF_LANGUAGE = {language: words_of(spoken) for language, spoken in _COMMON.items()}
_LETTERS = {"Spanish": "ñ\u00bf\u00a1", "Portuguese": "ãõ", "German": "ßäü", "Polish": "łżśąę"}
"""Letters and signs of one of the languages, which weigh as much as a word."""
_SIGNS_OF_FOREIGN = frozenset(words_of(" ".join(_COMMON.values()))) - _ENGLISH_TOO
"""Words that are common in another language and hardly ever typed in an English message."""


def is_foreign(
    words: Sequence[Word], named: frozenset[int], is_english: Callable[[str], bool]
) -> bool:
    """Whether a message in Latin letters is written in another language than English.

    Args:
        words: The tokens of the message.
        named: The places in `words` of terms of the vocabulary; "acne" is the same everywhere.
        is_english: Whether a word is English, or a misspelling of an English one.
    """
    spoken = [word.norm for word in words if word.norm[:1].isalpha()]
    if len(spoken) < _FEWEST_WORDS:
        return False
    if sum(word in _ONLY_ENGLISH for word in spoken) >= _ENGLISH_AT_ALL * len(spoken):
        return False
    own = [
        word.norm
        for place, word in enumerate(words)
        if place not in named and word.norm[:1].isalpha()
    ]
    unknown = [word for word in own if word in _SIGNS_OF_FOREIGN or not is_english(word)]
    english = 1 - len(unknown) / len(own) if own else 1.0
    has_sign = any(not _FOREIGN_SIGNS.isdisjoint(word.norm) for word in words)
    if len(own) < _FEWEST_OWN:
        is_marked = has_sign or not _SIGNS_OF_FOREIGN.isdisjoint(unknown)
        return english == 0.0 and bool(own) and is_marked
    if english < _MOST_ENGLISH and (has_sign or any(map(_is_mark, unknown))):
        return True
    return len(own) >= _FEWEST_WITHOUT_MARK and english <= _MOST_ENGLISH_WITHOUT_MARK


def language_of(words: Sequence[Word]) -> str | None:
    """The code of the language of a foreign message, by its words; None where that is not plain.

    Args:
        words: The tokens of the message.
    """
    said = [word.norm for word in words]
    letters = set("".join(said))
    counts = {
        language: sum(word in known for word in said)
        + len(letters.intersection(_LETTERS.get(language, "")))
        for language, known in _OF_LANGUAGE.items()
    }
    most, second = sorted(counts, key=lambda each: -counts[each])[:2]
    return _CODES.get(most) if counts[most] > counts[second] else None


def _is_mark(word: str) -> bool:
    """Whether an unknown word shows that it is foreign: a common one, or one with accents."""
    return word in _SIGNS_OF_FOREIGN or not word.isascii()
