"""British and American spelling of English words.

The American form is taken as the key for both; nothing is ever shown in it. The rules are by word
family and not by ending alone, so that advise, four and Mansour stay what they are.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


_OUR = re.compile(
    "^(un|dis|mis|mal|re|out|multi)?(ard|arm|behavi|cand|clam|col|demean|misdemean|endeav|fav|ferv|"
    "fl?av|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|savi|sav|splend|succ|tum|val|vap|vig)our"
)
_ISE = re.compile("^(.{3,})is(e|es|ed|er|ers|ing)$")
_ISATION = re.compile("^(.{3,})is(ations?|ational|able)$")
_KEEPS_S = _words(
    """
    adv advert appr appra braz bru cerv chast chem circumc clockw compr comprom conc cru dem desp
    dev disgu enfranch enterpr exc exerc expert franch improv inc lia likew mala malo marqu merchand
    moonr otherw parad porpo pra prec prem prom repr rev sunr superv surm surpr telev tortoi treat
    turquo unlikew upr val
    """
)
_YSE = re.compile("^(an|par|cat|electro|dia|hydro|psychoan)(a?)lys(e|ed|es|er|ers|ing)$")
_RE = re.compile("^(.*)(cent|theat|met|lit|fib|calib|lust|somb|spect|sab|meag)re(s|d)?$")
_LL = re.compile(
    "^(.*)(travel|cancel|label|model|signal|fuel|counsel|channel|level|quarrel|marshal|total|shovel|"
    "tunnel|rival|dial|duel|jewel|pedal|marvel|libel|funnel|panel|parcel|refuel|shrivel|swivel|grovel)"
    "l(ed|ing|ings|er|ers|or|ors|ation|ations|ous|ery)$"
)
_START = _pairs(
    """
    acknowledgement=acknowledgment  aeroplane=airplane  aluminium=aluminum  anaesth=anesth
    archaeolog=archeolog  artefact=artifact  connexion=connection  defence=defense
    distill=distil  draught=draft  encyclopaed=encycloped  enquir=inquir  enroll=enrol
    fulfill=fulfil  haemorrh=hemorrh  instalment=installment  instill=instil
    judgement=judgment  licence=license  manoeuvre=maneuver  manoeuvri=maneuveri
    moustache=mustache  offence=offense  orthopaed=orthoped  paediatr=pediatr  plough=plow
    practis=practic  pretence=pretense  sceptic=skeptic  skilful=skillful  smoulder=smolder
    sulphur=sulfur  wilful=willful
    """
)
_WHOLE = _pairs(
    """
    ageing=aging  amongst=among  analogue=analog  analogues=analogs  burnt=burned
    catalogue=catalog  catalogued=cataloged  catalogues=catalogs  cheque=check  cheques=checks
    dialogue=dialog  dialogues=dialogs  dreamt=dreamed  gaol=jail  grey=gray  greys=grays
    kilogramme=kilogram  kilogrammes=kilograms  learnt=learned  mould=mold  programme=program
    programmes=programs  pyjamas=pajamas  spelt=spelled  tonne=ton  tonnes=tons  towards=toward
    whilst=while
    """
)
_PREFIXED = re.compile(
    "^(un|non|in|counter|co|self|mal)(?=(?:defence|offence|licence|practis|fulfill|enroll))"
)


def americanise(word: str) -> str:
    """A folded English word in American spelling; other words as they are."""
    if (whole := _WHOLE.get(word)) is not None:
        return whole
    prefix = found[0] if (found := _PREFIXED.match(word)) else ""
    for british, american in _START.items():
        if word.startswith(british, len(prefix)):
            return prefix + american + word[len(prefix) + len(british) :]
    word = _OUR.sub(r"\1\2or", word)
    if "is" in word[3:] and (found := _ISE.match(word) or _ISATION.match(word)):
        return word if found[1] in _KEEPS_S else f"{found[1]}iz{found[2]}"
    word = _YSE.sub(r"\1\2lyz\3", word)
    word = _RE.sub(lambda m: f"{m[1]}{m[2]}er{_after_er(m[3])}", word)
    return _LL.sub(r"\1\2\3", word)


def _after_er(ending: str | None) -> str:
    return {"s": "s", "d": "ed"}.get(ending or "", "")
