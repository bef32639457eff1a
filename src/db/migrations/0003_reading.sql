-- Reading: requests, the work they share, what each stage stored, and the ledger of what was paid for.

-- What people submit has a source too, so that every article has one. It has no bookmark: it is never polled, listed or exported.
insert into sources (id, url, title, origin, kind, enabled)
  values ('bfda686e-72ba-839a-a44d-21b90b6dad11', 'winnow:submitted', 'Saved by you', 'user', 'submitted', false);

-- One submission each; its id is the correlation id.
create table requests (
  id uuid primary key,
  url text not null,                     -- as it was offered
  article_id uuid not null,              -- aliases followed
  source_id uuid,                        -- null: a person's
  origin text not null check (origin in ('cli', 'api', 'web', 'telegram', 'source')),
  depth text not null check (depth in ('full_text', 'summary')),
  language text not null,
  forced boolean not null,
  idempotency_key text,
  reading_id uuid,                       -- null only inside the transaction that brings it
  answered_by text check (answered_by in ('new', 'joined', 'stored')),
  submitted_at timestamptz not null default now()
);
create unique index requests_once on requests (idempotency_key) where idempotency_key is not null;
create index requests_of_article on requests (article_id);
create index requests_of_reading on requests (reading_id);
create index requests_by_time on requests (submitted_at desc, id);

-- The work on one URL, shared by everybody who asks while it lasts; its id is that of the request it began with.
create table readings (
  id uuid primary key,
  article_id uuid not null,
  source_id uuid,
  url text not null,
  depth text not null check (depth in ('full_text', 'summary')),
  language text not null default '',
  edition text not null default '',
  priority smallint not null,            -- 0: a person waits; 1: a source asked
  status text not null default 'pending'
    check (status in ('pending', 'fetching', 'summarising', 'enriching', 'done', 'failed', 'cancelled')),
  lease_version bigint not null default 0,
  lease_until timestamptz,
  leased_by text,
  due_at timestamptz default now(),
  attempts integer not null default 0,   -- claims since the last stored step
  steps uuid[] not null default '{}',    -- keys of the steps stored under this lease: a repeated one is known by it
  brought_by xid8,                       -- the transaction that stored the article, if this reading brought it: followers go by it
  content_hash uuid,
  summary_id uuid,
  translation_id uuid,
  insights_id uuid,
  waiting_reason text,
  failed_stage text,
  failure_kind text,
  failure_text text,
  accepted_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint due_until_it_ends check ((due_at is null) = (status in ('done', 'failed', 'cancelled'))),
  constraint ended_with_a_time check ((ended_at is not null) = (status in ('done', 'failed', 'cancelled')))
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
-- Two submissions share one reading. A forced one never shares with one that may answer from the store.
create unique index readings_active on readings (article_id, language, depth, (edition = ''))
  where status not in ('done', 'failed', 'cancelled');
create index readings_due on readings (priority, due_at, id) where due_at is not null;
create index readings_leased on readings (leased_by) where lease_until is not null;
create index readings_of_article on readings (article_id, accepted_at desc);
create index readings_by_transaction on readings (brought_by) where brought_by is not null;
create index readings_by_time on readings (accepted_at desc, id);

-- The key makes every stage happen at most once, and a reading end at most once: all ends share one number.
create table reading_events (
  reading_id uuid not null,
  seq smallint not null,
  stage text not null,
  at timestamptz not null,
  detail jsonb not null default '{}',
  primary key (reading_id, seq)
);

create table page_fetches (
  id uuid primary key,
  reading_id uuid not null,
  article_id uuid not null,
  extractor text not null,
  why text not null,
  url text not null,
  final_url text,
  http_status integer,
  bytes bigint not null,
  duration_ms integer not null,
  started_at timestamptz not null,
  failure_kind text,
  failure_text text,
  low_value text
);
create index page_fetches_of_article on page_fetches (article_id, started_at);

create table extractions (
  article_id uuid not null,
  content_hash uuid not null,
  reading_id uuid not null,
  extractor text not null,
  title text not null,
  byline text,
  site text,
  language text,
  published_at timestamptz,
  modified_at timestamptz,
  canonical_url text,
  image_url text,
  word_count integer not null,
  content_html text not null,
  content_text text not null,
  excerpt text not null,
  low_value text,
  stored_at timestamptz not null default now(),
  primary key (article_id, content_hash)
);

-- Summaries, translations, insights. Never overwritten: a new version is a new row.
create table notes (
  id uuid primary key,
  article_id uuid not null,
  reading_id uuid not null,
  purpose text not null check (purpose in ('summary', 'translation', 'insights')),
  content_hash uuid not null,
  language text not null,
  edition text not null,
  provider text not null,
  model text,
  prompt_version text not null,
  content jsonb not null,
  dropped jsonb not null,
  failed_segments jsonb not null,
  cost_usd numeric,                      -- null: not known
  duration_ms integer not null,
  at timestamptz not null default now()
);
create index notes_of_text on notes (content_hash, purpose, language);
create index notes_of_article on notes (article_id, at);

do $$
begin
  alter table extractions alter column content_html set compression lz4, alter column content_text set compression lz4;
  alter table notes alter column content set compression lz4;
exception when feature_not_supported then null;
end $$;

-- The ledger is the cache: claimed before the call, bought once. The id is the hash of the key.
create table purchases (
  id uuid primary key,
  content_hash uuid not null,
  prompt_version text not null,
  model text not null,
  language text not null,
  purpose text not null,
  edition text not null,
  state text not null check (state in ('claimed', 'bought', 'failed')),
  version bigint not null default 1,     -- the fencing token of whoever claimed it
  claim_key uuid not null,               -- which claim of which step holds it: the same one, repeated, gets it again
  reading_id uuid not null,
  lease_version bigint not null default 0,  -- of the reading, when it claimed: an older claim of the same reading was abandoned
  source_id uuid,
  claimed_by text not null,
  lease_until timestamptz,
  claims integer not null default 1,
  bought_again integer not null default 0,  -- claims that followed one whose lease ran out: its call may have been paid for
  estimate_usd numeric not null,
  result jsonb,
  cost_usd numeric not null default 0,
  at timestamptz not null default now(),
  unique (content_hash, prompt_version, model, language, purpose, edition)
);
create index purchases_reserved on purchases (lease_until) where state = 'claimed';
create index purchases_of_reading on purchases (reading_id);

-- Every call to an LLM, the failed and the repairing ones too. `at` is the database's clock: budgets go by it.
create table llm_calls (
  id uuid primary key,
  reading_id uuid not null,
  source_id uuid,
  purchase_id uuid,
  purpose text not null,
  provider text not null,
  model text not null,
  mode text not null,
  attempt integer not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  tokens_in bigint not null,
  tokens_out bigint not null,
  cost_usd numeric not null,
  cost_known boolean not null,
  http_status integer,
  finish_reason text,
  outcome text not null check (outcome in ('ok', 'bad_answer', 'failed')),
  failure_kind text,
  failure_text text,
  request jsonb not null,
  provider_request_id text,
  at timestamptz not null default now()
);
create index llm_calls_by_time on llm_calls (at);
create index llm_calls_by_source on llm_calls (source_id, at) where source_id is not null;
create index llm_calls_of_reading on llm_calls (reading_id);

-- A status only moves forward, and an end is final.
create function farther_status(stands text, wanted text) returns text immutable language sql as $$
  select case when stands in ('done', 'failed', 'cancelled') or wanted is null then stands
    when array_position(array['pending', 'fetching', 'summarising', 'enriching', 'done', 'failed', 'cancelled'], wanted)
       > array_position(array['pending', 'fetching', 'summarising', 'enriching', 'done', 'failed', 'cancelled'], stands) then wanted
    else stands end
$$;

-- Whether a step may write: its lease is the newest, and its reading goes on, or was ended by this very step.
create function step_holds(reading uuid, version bigint, step_key uuid) returns boolean stable language sql as $$
  select exists (select from readings r where r.id = reading and r.lease_version = version
    and (r.status not in ('done', 'failed', 'cancelled') or step_key = any(r.steps)))
$$;

-- All locks of a batch of steps, in one order for everybody (law 5): the budget, the readings, the purchases.
create function lock_steps(budgeted boolean, reading_ids uuid[], purchase_ids uuid[]) returns void language plpgsql as $$
begin
  -- Two claims must not both pass the last cent, so whoever spends of a budget goes alone, for the time of one commit.
  if budgeted then perform pg_advisory_xact_lock(7041777); end if;
  perform 1 from readings where id = any(reading_ids) order by id for update;
  perform 1 from purchases where id = any(purchase_ids) order by id for update;
end $$;

-- What may not be spent, in words, and for how long; null when it may. Spent and reserved come from one snapshot: money that
-- moves from the one to the other is counted once at least.
create function over_budget(usd_limit numeric, source uuid, estimate numeric, out wait_s integer, out reason text)
language plpgsql as $$
declare
  midnight timestamptz := date_trunc('day', now() at time zone 'utc') at time zone 'utc';
  spent numeric;
  reserved numeric;
begin
  -- What costs nothing is never held back.
  if usd_limit is null or estimate <= 0 then return; end if;
  if source is null then
    select (select coalesce(sum(c.cost_usd), 0) from llm_calls c where c.at >= midnight),
      (select coalesce(sum(p.estimate_usd), 0) from purchases p where p.state = 'claimed' and p.lease_until > now())
      into spent, reserved;
  else
    select (select coalesce(sum(c.cost_usd), 0) from llm_calls c where c.source_id = source and c.at >= midnight),
      (select coalesce(sum(p.estimate_usd), 0) from purchases p where p.state = 'claimed' and p.lease_until > now() and p.source_id = source)
      into spent, reserved;
  end if;
  if spent + reserved + estimate <= usd_limit then return; end if;
  -- A call in flight may turn out cheaper than its estimate; what is spent comes back with the next day only.
  wait_s := case when spent + estimate <= usd_limit then 30
    else ceil(extract(epoch from midnight + interval '1 day' - now()))::integer + 1 end;
  reason := format('%s of %s USD a day: %s spent, %s reserved by calls in flight, %s needed',
    case when source is null then 'the budget' else 'the budget of this source' end,
    trim_scale(usd_limit), trim_scale(round(spent, 4)), trim_scale(round(reserved, 4)), trim_scale(round(estimate, 4)));
end $$;

-- Answers claims on purchases: bought, mine, busy or budget. In the order of the purchases' ids, as every batch locks them.
create function claim_purchases(claims jsonb, worker text, usd_per_day numeric, usd_per_source_day numeric)
returns table (step integer, place integer, verdict text, purchase_id uuid, model text, version bigint, result jsonb, wait_s integer, reason text)
language plpgsql as $$
#variable_conflict use_column
declare
  c record;
  p purchases;
  other text;
begin
  for c in
    select * from jsonb_to_recordset(claims) as said (
      step integer, place integer, reading_id uuid, lease_version bigint, step_key uuid, claim_key uuid, source_id uuid, id uuid,
      models jsonb, content_hash uuid, prompt_version text, language text, purpose text, edition text, estimate_usd numeric, lease_s float8)
    where step_holds(said.reading_id, said.lease_version, said.step_key)
    order by said.id, said.step, said.place
  loop
    step := c.step; place := c.place; purchase_id := null; model := null; version := null; result := null; wait_s := null; reason := null;

    -- The same claim once more, because the answer was lost: it is held already.
    select * into p from purchases k where k.id = c.id and k.state = 'claimed' and k.claim_key = c.claim_key;
    if found then
      update purchases k set lease_until = now() + make_interval(secs => c.lease_s) where k.id = p.id;
      verdict := 'mine'; purchase_id := p.id; model := p.model; version := p.version;
      return next; continue;
    end if;

    select k.* into p from jsonb_array_elements(c.models) with ordinality as m (said, nth)
      join purchases k on k.id = (m.said ->> 'id')::uuid where k.state = 'bought' order by m.nth limit 1;
    if found then
      verdict := 'bought'; purchase_id := p.id; model := p.model; version := p.version; result := p.result;
      return next; continue;
    end if;

    select k.state into other from jsonb_to_recordset(c.models) as m (id uuid, model text)
      join purchases k on k.id = m.id where k.state = 'claimed' and k.lease_until > now()
        and not (k.reading_id = c.reading_id and k.lease_version < c.lease_version) limit 1;
    if found then
      verdict := 'busy'; return next; continue;
    end if;

    select b.wait_s, b.reason into wait_s, reason from over_budget(usd_per_day, null, c.estimate_usd) b;
    if wait_s is null and c.source_id is not null then
      select b.wait_s, b.reason into wait_s, reason from over_budget(usd_per_source_day, c.source_id, c.estimate_usd) b;
    end if;
    if wait_s is not null then
      verdict := 'budget'; return next; continue;
    end if;

    insert into purchases (id, content_hash, prompt_version, model, language, purpose, edition, state, claim_key, reading_id, lease_version,
        source_id, claimed_by, lease_until, estimate_usd)
      values (c.id, c.content_hash, c.prompt_version, c.models -> 0 ->> 'model', c.language, c.purpose, c.edition, 'claimed', c.claim_key,
        c.reading_id, c.lease_version, c.source_id, worker, now() + make_interval(secs => c.lease_s), c.estimate_usd)
      on conflict do nothing returning * into p;
    if not found then
      -- Failed, or abandoned: its lease ran out, or its reading was claimed anew, which it is by one worker at a time. A rival who came in between holds the row: then it is the rival's.
      update purchases k set state = 'claimed', version = k.version + 1, claims = k.claims + 1, claim_key = c.claim_key,
          bought_again = k.bought_again + case when k.state = 'claimed' then 1 else 0 end,
          reading_id = c.reading_id, lease_version = c.lease_version, source_id = c.source_id, claimed_by = worker, estimate_usd = c.estimate_usd, at = now(),
          lease_until = now() + make_interval(secs => c.lease_s)
        where k.id = (select f.id from purchases f where f.id = c.id
          and (f.state = 'failed' or f.state = 'claimed' and (f.lease_until <= now() or f.reading_id = c.reading_id and f.lease_version < c.lease_version))
          for update skip locked)
        returning * into p;
    end if;
    if p.id is null then
      verdict := 'busy';
    else
      verdict := 'mine'; purchase_id := p.id; model := p.model; version := p.version;
    end if;
    return next;
  end loop;
end $$;
