"""Parameters that others put into addresses: they follow people, and ask nothing of this site.

Mail programs, social sites, advertisers, translators and proxies add them to addresses that are
shared or clicked. Whoever follows such an address meant the page, so that they are taken off and
nothing is said. The names are those that the makers document, checked on 30 November 2026 against
the registry of such parameters for caches (github.com/mpchadwick/tracking-query-params-registry),
the general rules of AdGuard's filter (TrackParamFilter/sections/general_url.txt) and those that
large newspapers add to links of their own. To add one, put it beside its kin, in lower case.
"""

from typing import Final

# By the beginning of the name.
PREFIXES: Final = (
    "utm_", "utm-", "mtm_", "matomo_", "pk_", "piwik_", "itm_", "int_", "ga_", "gad_",  # analytics
    "_x_tr_",  # Google Translate
    "__cf_chl_", "cf_chl_",  # Cloudflare
    "hsa_", "_hs", "__hs", "hsct",  # HubSpot
    "mkt_", "elq", "sfmc_", "bsft_", "vero_", "dm_", "ml_", "mc_", "oly_", "trk", "sb_referer",
    "mindbox-", "spmailing", "spuser", "spjob", "spreport", "_bta_", "ck_subscriber",  # mailings
    "fb_", "action_object_", "action_ref_", "action_type_",  # Facebook
    "gucc", "guce_", "soc_", "ns_", "at_", "wt_", "wt.", "dpg_", "cm_", "cx_", "sc_", "smt",
    "_sgm_",
    "adjust_", "ir_", "irclick", "_branch_", "gdf", "amp_", "_io_", "__io_",
)  # fmt: skip

# By the whole name.
_NAMES: Final = {
    "Google, Microsoft, Yandex and other searches": (
        "gclid gclsrc dclid gbraid wbraid srsltid usqp _ga _gl _gac ved msclkid msockid cvid ocid "
        "oicd yclid ysclid _openstat yadclid ymclid bd_vid napm"
    ),
    "Facebook, Instagram, X, LinkedIn, Reddit, TikTok, Pinterest, Snapchat, YouTube, WeChat": (
        "fbclid fbc_id igsh igshid ig_mid ig_rid twclid ref_src ref_url __twitter_impression twgr "
        "li_fat_id lipi rdt_cid share_id ttclid _t _r epik sccid si feature s t vkclid rb_clickid "
        "isappinstalled"
    ),
    "newspapers, broadcasters and portals": (
        "ref referrer referer source src via from_source share shared sharetype share_source smid "
        "cmp cmpid cid icid ncid ito mbid taid mod sh st reflink partner xtor tsrc emc nl te "
        "campaign campaign_id cn-reloaded linkid seid origin_referrer amp outputtype traffic_source"
    ),
    "advertisers and sellers": (
        "ef_id s_cid s_kwcid awc tduid clickid click_id sscid irgwc zanpid tblci dicbo oborigurl "
        "auctid ad_id adid admitad_uid erid aff affid affiliate sub_id subid wickedid gci spm scm "
        "maf vc_lpp ebisadid nx_source adfrom mkwid pcrid pp"
    ),
    "mailings": (
        "_ke _kx __s _clde _cldee sms_source nr_email_referer user_email_address redirect_mongo_id "
        "redirect_log_mongo_id __readwiselocation"
    ),
}
NAMES: Final = frozenset(name for names in _NAMES.values() for name in names.split())


def is_tracking(name: str) -> bool:
    """Whether a parameter is one of these, in any case of its letters.

    Software that escapes an address twice turns `&utm_source=` into `&amp;utm_source=`.
    """
    name = name.lower().removeprefix("amp;")
    return name in NAMES or name.startswith(PREFIXES)
