-- Sources, their bookmarks, what polls brought, and why entries did not become articles.
-- Keys are hashes of identities (UUIDv8), so they are the same on every machine, and no sequence is burnt by conflicts.

create table sources (
  id uuid primary key,
  url text not null,
  title text,
  site_url text,
  group_name text,
  origin text not null check (origin in ('file', 'user', 'demo')),
  own_settings jsonb not null default '{}',
  enabled boolean not null default true,
  disabled_reason text,
  added_at timestamptz not null default now()
);

-- What moves with every poll: narrow, so that a thousand polls a second stay cheap to vacuum.
create table bookmarks (
  source_id uuid primary key,
  next_poll_at timestamptz,              -- null: the source is disabled
  lease_version bigint not null default 0,
  lease_until timestamptz,
  leased_by text,
  polled_at timestamptz,
  succeeded_at timestamptz,              -- null: what the first success brings is history
  failures integer not null default 0,   -- in a row
  failure_kind text,
  failure_text text,
  run_id uuid,
  etag text,
  last_modified text,
  body_hash text,
  rules text                             -- fingerprint of the filters the validators were earned under
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
create index bookmarks_due on bookmarks (next_poll_at) where next_poll_at is not null;

create table articles (
  id uuid primary key,
  source_id uuid not null,
  run_id uuid not null,
  identity_rules smallint not null default 1,  -- core/identity's IDENTITY_RULES; a migration moves it
  history boolean not null,
  url text not null,
  guid text,
  title text not null,
  author text,
  language text,
  content_html text,
  content_text text not null,
  content_hash uuid not null,
  published_at timestamptz,
  published_raw text,
  sort_at timestamptz not null,
  stored_at timestamptz not null default now()
);
create index articles_by_time on articles (sort_at desc, id);
create index articles_by_source on articles (source_id, sort_at desc);
create index articles_by_run on articles (run_id);

-- lz4 halves the cost of compressing texts where the server was built with it.
do $$
begin
  alter table articles alter column content_html set compression lz4, alter column content_text set compression lz4;
exception when feature_not_supported then null;
end $$;

-- What is learnt later (rel=canonical, a trailing-slash twin, a redirect) points at the article that was first.
create table url_aliases (
  alias_id uuid primary key,
  article_id uuid not null,
  url text not null,
  reason text not null,
  learnt_at timestamptz not null default now()
);

-- Lean: only where the source differs from the article's own.
create table sightings (
  article_id uuid not null,
  source_id uuid not null,
  run_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (article_id, source_id)
);

create table article_versions (
  article_id uuid not null,
  content_hash uuid not null,
  run_id uuid not null,
  title text not null,
  content_text text not null,
  seen_at timestamptz not null default now(),
  primary key (article_id, content_hash)
);

create table decisions (
  entry_id uuid not null,
  source_id uuid not null,
  run_id uuid not null,
  outcome text not null check (outcome in ('old', 'filtered', 'rejected')),
  reason text not null,
  url text,
  title text,
  decided_at timestamptz not null default now(),
  primary key (entry_id, source_id)
);
create index decisions_by_run on decisions (run_id);

create table rejections (
  entry_id uuid not null,
  source_id uuid not null,
  run_id uuid not null,
  chunk integer not null,
  reason text not null,
  sqlstate text,
  url text,
  title text,
  entries integer not null default 1,    -- more than 1: a whole chunk
  rejected_at timestamptz not null default now(),
  primary key (entry_id, source_id)
);
create index rejections_by_time on rejections (rejected_at desc);

-- One row a poll; its id is the poll's correlation id.
create table runs (
  id uuid primary key,
  source_id uuid not null,
  worker text not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  http_status integer,
  bytes bigint not null,
  not_modified boolean not null,
  failure_kind text,
  failure_text text,
  stored_at timestamptz not null default now()
);
create index runs_by_time on runs (started_at desc);
create index runs_by_source on runs (source_id, started_at desc);

-- The tally of each chunk, and its idempotency key: the first row is the true one.
create table run_chunks (
  run_id uuid not null,
  chunk integer not null,
  source_id uuid not null,
  last boolean not null,
  offered integer not null,
  saved integer not null,
  duplicate integer not null,
  old integer not null,
  filtered integer not null,
  rejected integer not null,
  stored_by xid8 not null default pg_current_xact_id(),
  stored_at timestamptz not null default now(),
  primary key (run_id, chunk),
  constraint balance check (offered = saved + duplicate + old + filtered + rejected)
);
create index run_chunks_by_transaction on run_chunks (stored_by);

create table audit (
  id uuid primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text,
  correlation_id uuid not null,
  detail jsonb not null default '{}'
);
create index audit_by_time on audit (at desc);

create table settings (
  key text primary key,
  value jsonb not null
);

-- The fence: locks the sources of a flush in order and refuses those whose lease somebody else has taken since.
create function refuse_stale_leases(ids uuid[], versions bigint[]) returns void language plpgsql as $$
declare
  stale text;
begin
  perform 1 from bookmarks where source_id = any(ids) order by source_id for update;
  select string_agg(f.id::text, ',') into stale
    from unnest(ids, versions) as f (id, version)
    left join bookmarks b on b.source_id = f.id
    where b.lease_version is distinct from f.version;
  if stale is not null then
    raise exception 'a newer lease exists' using errcode = 'WN001', detail = stale;
  end if;
end $$;

-- Ends a trial write: it passed, and is rolled back.
create function end_trial() returns void language plpgsql as $$
begin
  raise exception 'the trial passed' using errcode = 'WN002';
end $$;
