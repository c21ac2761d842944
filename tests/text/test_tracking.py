"""What others put into addresses."""

import pytest

from timeline.reader.query.parameters import ORDER
from timeline.text.tracking import NAMES, is_tracking

FOLLOWING = [
    "utm_source", "utm_id", "fbclid", "gclid", "gad_source", "gbraid", "srsltid", "msclkid",
    "mc_cid", "mc_eid", "igshid", "igsh", "ref", "_ga", "_gl", "yclid", "ysclid", "twclid",
    "ref_src", "ref_url", "_x_tr_sl", "_x_tr_tl", "_x_tr_hl", "_x_tr_pto", "_x_tr_sch",
    "__cf_chl_tk", "__cf_chl_rt_tk", "share", "amp", "amp_js_v", "source", "s", "si", "t",
    "feature", "cmpid", "CMP", "wt_mc", "WT.mc_id", "ocid", "ns_mchannel", "at_medium", "smid",
    "mkt_tok", "_hsenc", "_hsmi", "__hstc", "hsCtaTracking", "elqTrackId", "spMailingID", "ttclid",
    "li_fat_id", "rdt_cid", "epik", "ScCid", "guccounter", "guce_referrer", "mtm_campaign",
    "pk_campaign", "xtor", "spm", "amp;utm_source", "UTM_SOURCE", "trk", "fb_action_ids",
]  # fmt: skip


@pytest.mark.parametrize("name", FOLLOWING)
def test_what_follows_people(name):
    assert is_tracking(name)


@pytest.mark.parametrize(
    "name",
    [*ORDER, "typed", "url", "maxwidth", "maxheight", "format", "slug", "story", "searched",
     "event", "dispute", "gap", "colour", "form", "date", "query", "search", "id", "lang",
     "amp;from", ""],
)  # fmt: skip
def test_what_may_ask_something(name):
    assert not is_tracking(name)


def test_names_are_in_lower_case():
    assert {name for name in NAMES if name != name.lower()} == set()
