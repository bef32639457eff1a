/**
 * The parameters that say where a click came from and never which article it leads to. The table is part of identity
 * rules version 1 (core/identity): an entry added or removed changes ids, so it needs a new version.
 *
 * Taken name by name, not wholesale, from public lists (tidy-url's rules and the vendors' own documents). A name is
 * in only if no site would use it to tell articles apart: a false merge loses an article, a false split merely shows
 * it twice. That is why `ref`, `source`, `cid`, `id`, `amp`, `from`, `tag`, `ncid` (a news id elsewhere), `cmpid`
 * (a company id) and `mbid` (a MusicBrainz id) are out, and why only `utm_` is a prefix: `pk_` and `itm_` are not
 * (`pk_id`, `itm_id` name things).
 */
export function isTracking(name: string, host: string): boolean {
  const lower = name.toLowerCase()
  return lower.startsWith('utm_') || anywhere.has(lower) || isTrackingOn(host, lower)
}

const anywhere = new Set(
  [
    // Google: click ids, ads, linker, old Analytics
    'gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl _gac',
    'ga_source ga_medium ga_campaign ga_term ga_content',
    // Click ids of other networks
    'fbclid fb_action_ids fb_action_types fb_source fb_ref msclkid twclid ttclid yclid ysclid igshid igsh rdt_cid',
    'li_fat_id epik sccid irclickid wickedid sznclid _openstat _branch_match_id _branch_referrer cjevent',
    // Matomo and Piwik
    'mtm_campaign mtm_keyword mtm_kwd mtm_source mtm_medium mtm_content mtm_cid mtm_group mtm_placement',
    'pk_campaign pk_cpn pk_keyword pk_kwd pk_source pk_medium pk_content pk_cid',
    'piwik_campaign piwik_cpn piwik_keyword piwik_kwd piwik_source piwik_medium piwik_content piwik_cid',
    // AT Internet / Piano, common in French and BBC feeds
    'xtor at_medium at_campaign at_campaign_type at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team',
    // On-site promotion
    'itm_source itm_medium itm_campaign itm_term itm_content itm_channel itm_audience',
    'itm_source_s itm_medium_s itm_campaign_s',
    // Newsletters and marketing suites: HubSpot, Mailchimp, MailerLite, Marketo, Eloqua, Omeda, Vero, Drip, Klaviyo
    '_hsenc _hsmi __hssc __hstc __hsfp hsctatracking hsa_cam hsa_grp hsa_mt hsa_src hsa_ad hsa_acc hsa_net hsa_kw',
    'hsa_tgt hsa_ver hsa_la hsa_ol mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash mkt_tok',
    'elqtrackid elqtrack elqcampaignid elqaid elqat oly_enc_id oly_anon_id vero_id vero_conv __s _kx',
    // Yahoo's consent page, Twitter's cards
    'guce_referrer guce_referrer_sig guccounter __twitter_impression',
  ].flatMap(names => names.split(' ')),
)

/** Names that are tracking on these sites and their subdomains only. */
const onSites = new Map<string, ReadonlySet<string>>(
  Object.entries({
    'barrons.com': 'mod',
    'cbsnews.com': 'ftag intcid',
    'cnbc.com': '__source',
    'dailymail.co.uk': 'ito ns_mchannel ns_campaign',
    'linkedin.com': 'trk trkinfo trackingid lipi licu',
    'marketwatch.com': 'mod',
    'medium.com': 'source',
    'nytimes.com': 'smid emc partner',
    'reddit.com': 'share_id rdt',
    'theguardian.com': 'cmp intcmp',
    'twitter.com': 's ref_src ref_url',
    'washingtonpost.com': 'itid',
    'wsj.com': 'mod',
    'x.com': 's ref_src ref_url',
    'yahoo.com': 'tsrc .tsrc soc_src soc_trk',
    'youtu.be': 'feature si',
    'youtube.com': 'feature si',
  }).map(([site, names]) => [site, new Set(names.split(' '))]),
)

function isTrackingOn(host: string, name: string): boolean {
  for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) {
    if (onSites.get(host.slice(at))?.has(name)) return true
  }
  return false
}
