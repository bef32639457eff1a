-- The web: what people have read, starred and archived, the search index, keys and sessions. Nothing here is written by a flush:
-- side tables follow what was stored, so that lists and search cost the ingest nothing.

-- What is unread, narrow and complete: an article without a row here has been read. Filled behind the flushes by fill_unread.
create table unread (
  source_id uuid not null,
  sort_at timestamptz not null,
  article_id uuid not null,
  language text,                                       -- as article_search has it, which may know it later
  added_by xid8 not null default pg_current_xact_id()  -- "all read" takes only what whoever pressed it can have seen
);
create unique index unread_by_source on unread (source_id, sort_at desc, article_id);
create index unread_by_time on unread (sort_at desc, article_id);
create index unread_by_language on unread (language, sort_at desc, article_id);

-- What filters and indexes know of a BCP 47 tag: `de` of `de-AT`.
create function primary_language(tag text) returns text immutable parallel safe language sql as $$
  select nullif(split_part(lower(tag), '-', 1), '')
$$;

-- How many are unread, as changes that are added up: whoever reads or brings articles writes a row of its own and waits for nobody.
-- Every reader asks for the numbers, and counting half a million rows takes a tenth of a second.
create table unread_counts (source_id uuid not null, n bigint not null);
insert into unread_counts (source_id, n) select source_id, count(*) from unread group by source_id;

create function count_unread() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into unread_counts (source_id, n) select source_id, count(*) from came group by source_id;
  elsif tg_op = 'DELETE' then
    insert into unread_counts (source_id, n) select source_id, -count(*) from gone group by source_id;
  else
    insert into unread_counts (source_id, n)
      select source_id, sum(n) from (select source_id, 1 as n from came union all select source_id, -1 from gone) changed
      group by source_id having sum(n) <> 0;
  end if;
  return null;
end $$;
create trigger unread_came after insert on unread referencing new table as came for each statement execute function count_unread();
create trigger unread_gone after delete on unread referencing old table as gone for each statement execute function count_unread();
create trigger unread_changed after update on unread referencing old table as gone new table as came
  for each statement execute function count_unread();

-- Adds the changes up when there are many; rows that somebody else adds up are left to them.
create function add_up_unread() returns void language plpgsql as $$
begin
  if (select count(*) from unread_counts) <= 2 * (select count(*) from sources) + 500 then return; end if;
  with taken as materialized (select ctid from unread_counts for update skip locked),
    gone as (delete from unread_counts c using taken where c.ctid = taken.ctid returning c.source_id, c.n)
  insert into unread_counts (source_id, n) select source_id, sum(n) from gone group by source_id having sum(n) <> 0;
end $$;

-- What a person said about one article; sparse.
create table marks (
  article_id uuid primary key,
  source_id uuid not null,
  sort_at timestamptz not null,
  read_at timestamptz,
  starred_at timestamptz,
  archived_at timestamptz
);
create index marks_starred on marks (sort_at desc, article_id) where starred_at is not null;
create index marks_archived on marks (sort_at desc, article_id) where archived_at is not null;
create index marks_lately on marks (greatest(read_at, archived_at));

-- "All read" can be taken back for a day.
create table marked_all (
  token uuid not null,
  article_id uuid not null,
  source_id uuid not null,
  sort_at timestamptz not null,
  at timestamptz not null default now(),
  primary key (token, article_id)
);
create index marked_all_by_time on marked_all (at);

-- The oldest transaction of this database that is still open, else the next one: whatever was stored before it can be seen. The snapshot
-- knows the open ones of the whole server; those that are seen to belong to another database hold nobody back here. One that is not
-- seen, because it ends or begins in this moment, counts as ours.
create function followed_horizon() returns xid8 volatile language sql as $$
  select coalesce((
    select x from pg_snapshot_xip(s) x where not exists (
      select from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.transactionid = x::xid
        and a.datid <> (select oid from pg_database where datname = current_database()))
    order by x limit 1
  ), pg_snapshot_xmax(s)) from pg_current_snapshot() s
$$;

-- How far the side tables have followed the flushes: everything stored by transactions before this one is in them.
create table projections (name text primary key, position xid8 not null);
insert into projections (name, position) values ('unread', followed_horizon());
insert into unread (source_id, sort_at, article_id, language) select source_id, sort_at, id, primary_language(language) from articles;

-- What a group is beside the name that its sources carry.
create table groups (
  name text primary key,
  mark_read_on_scroll boolean not null default false,
  position integer
);

-- Articles whose index entry is missing or out of date, first come first served; one may stand in it twice, or be gone. Entered in the
-- transaction that changes them, or behind the flushes: numbered, because a key of ids costs five times as much.
create table search_queue (nth bigint generated always as identity primary key, article_id uuid not null);
insert into search_queue (article_id) select id from articles order by stored_at;

-- What narrows a search, as texts that one index holds beside the words: source, language, day, and 32 days.
create function search_facets(source_id uuid, language text, sort_at timestamptz) returns text[] immutable parallel safe language plpgsql as $$
declare
  day bigint := floor(extract(epoch from sort_at) / 86400);
begin
  return array['s' || source_id, 'l' || coalesce(language, ''), 'd' || day, 'm' || (day >> 5)];
end $$;

create table article_search (
  article_id uuid primary key,
  source_id uuid not null,
  sort_at timestamptz not null,
  language text,
  config text not null,
  title tsvector not null,               -- small, so that articles about a word are found before those that mention it
  words tsvector not null,               -- title A, summary B, text C
  indexed_at timestamptz not null default now(),
  facets text[] not null generated always as (search_facets(source_id, language, sort_at)) stored
);
create index article_search_by_time on article_search (sort_at desc, article_id);
create index article_search_by_language on article_search (language, sort_at desc, article_id);
create index article_search_by_source on article_search (source_id, language, sort_at desc, article_id);
-- With the facets, so that the newest days of a frequent word are read without the rest of it.
create index article_search_title on article_search using gin (title, facets) with (gin_pending_list_limit = 256);
create index article_search_words on article_search using gin (words, facets) with (gin_pending_list_limit = 1024);

-- A search reads hundreds of these vectors: in its row each is one read instead of three. lz4 unpacks them several times as fast, where
-- the server was built with it.
alter table article_search alter column words set storage main;
do $$
begin
  alter table article_search alter column words set compression lz4;
exception when feature_not_supported then null;
end $$;

-- The configurations in use: a question is asked in each of them.
create table search_configs (config text primary key);

-- Words of titles, to find what was meant by one that is spelt wrong.
create table search_words (word text primary key);
do $$
begin
  create extension if not exists pg_trgm;
  create index search_words_alike on search_words using gin (word gin_trgm_ops);
exception when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
  raise notice 'pg_trgm is not at hand: misspelt words find nothing';
end $$;

-- Keys and sessions are random texts of 256 bits: their SHA-256 is kept, which cannot be turned back, and nothing is gained by a slow hash.
create table api_keys (
  id uuid primary key,
  name text not null,
  scope text not null check (scope in ('read', 'write', 'admin')),
  hash bytea not null unique,
  start text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz
);
create table sessions (
  hash bytea primary key,
  login text not null,                   -- fingerprint of the login it was opened with: another password ends it
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_by_expiry on sessions (expires_at);

-- What these flushes stored. Flushes are named, not bounded: PostgreSQL has no idea how many rows lie between two transactions.
create function stored_by_flushes(flushes xid8[]) returns setof articles stable language sql as $$
  select a.* from run_chunks c join articles a on a.run_id = c.run_id and a.stored_at = c.stored_at
  where c.stored_by = any(flushes) and c.saved > 0
$$;

-- Follows the flushes from where it stopped, at most so many of them; answers how many articles came, -1 when somebody else is at it.
-- It ends at the oldest transaction that is still open, so nothing that commits late is passed over.
create function fill_unread(most integer) returns integer language plpgsql as $$
declare
  since xid8;
  horizon xid8;
  flushes xid8[];
  came integer := 0;
begin
  perform add_up_unread();
  -- The row that holds the place may be gone (a table that was emptied); then everything is followed anew.
  if not exists (select from projections where name = 'unread') then
    insert into projections (name, position) values ('unread', '0') on conflict do nothing;
  end if;
  select position into since from projections where name = 'unread' for update skip locked;
  if not found then return -1; end if;
  horizon := followed_horizon();
  select array_agg(f.stored_by order by f.stored_by) into flushes from (
    select distinct c.stored_by from run_chunks c where c.stored_by >= since and c.stored_by < horizon and c.saved > 0
    order by c.stored_by limit most) f;
  if flushes is not null then
    loop
      begin
        with fresh as materialized (select source_id, sort_at, id, language, stored_at from stored_by_flushes(flushes)),
        queued as (
          insert into search_queue (article_id) select id from fresh
        ), noted as materialized (
          -- Whoever was quicker than this. What was said before an article was stored was not said about it; a minute for transactions that wait.
          select article_id from marks where greatest(read_at, archived_at) >= (select min(stored_at) from fresh) - interval '1 minute'
        ), added as (
          insert into unread (source_id, sort_at, article_id, language)
          select source_id, sort_at, id, primary_language(language) from fresh
          where not exists (select from noted where noted.article_id = fresh.id)
          order by source_id, sort_at desc, id
        )
        select count(*) into came from fresh;
        exit;
      exception when unique_violation then
        -- Somebody had made one of them unread before. That is rare, and asking each row about it ("on conflict") costs a third more.
        delete from unread u using stored_by_flushes(flushes) a
          where u.source_id = a.source_id and u.sort_at = a.sort_at and u.article_id = a.id;
      end;
    end loop;
    update projections set position = (flushes[cardinality(flushes)]::text::numeric + 1)::text::xid8 where name = 'unread';
  elsif horizon::text::numeric - since::text::numeric > 1000 then
    update projections set position = horizon where name = 'unread';
  end if;
  return came;
end $$;

-- Articles that go, or pass to another source, take their side rows along.
create function follow_removed_articles() returns trigger language plpgsql as $$
begin
  delete from unread u using gone where u.source_id = gone.source_id and u.sort_at = gone.sort_at and u.article_id = gone.id;
  delete from marks where article_id in (select id from gone);
  delete from marked_all where article_id in (select id from gone);
  delete from article_search where article_id in (select id from gone);
  return null;
end $$;
create trigger articles_removed after delete on articles referencing old table as gone
  for each statement execute function follow_removed_articles();

create function follow_moved_articles() returns trigger language plpgsql as $$
begin
  update unread u set source_id = now.source_id, sort_at = now.sort_at from was join now on now.id = was.id
    where (was.source_id <> now.source_id or was.sort_at <> now.sort_at)
      and u.source_id = was.source_id and u.sort_at = was.sort_at and u.article_id = was.id;
  update marks m set source_id = now.source_id, sort_at = now.sort_at from now
    where m.article_id = now.id and (m.source_id, m.sort_at) is distinct from (now.source_id, now.sort_at);
  update article_search s set source_id = now.source_id, sort_at = now.sort_at from now
    where s.article_id = now.id and (s.source_id, s.sort_at) is distinct from (now.source_id, now.sort_at);
  return null;
end $$;
create trigger articles_moved after update on articles referencing old table as was new table as now
  for each statement execute function follow_moved_articles();

-- What a reading stores is searched too, and a page that a person sent is unread when its text has come. At the commit: whichever
-- of article and text is written first.
create function follow_reading() returns trigger language plpgsql as $$
begin
  insert into search_queue (article_id) select a.id from articles a where a.id = new.article_id;
  if tg_table_name = 'extractions' then
    insert into unread (source_id, sort_at, article_id, language)
      select a.source_id, a.sort_at, a.id, primary_language(a.language) from articles a join sources s on s.id = a.source_id
      where a.id = new.article_id and s.kind = 'submitted'
        and (select count(*) from extractions x where x.article_id = a.id) = 1
        and not exists (select from marks m where m.article_id = a.id and (m.read_at is not null or m.archived_at is not null))
      on conflict do nothing;
  end if;
  return null;
end $$;
create constraint trigger extractions_followed after insert on extractions deferrable initially deferred
  for each row execute function follow_reading();
create constraint trigger notes_followed after insert on notes deferrable initially deferred
  for each row execute function follow_reading();

-- Texts of scripts without spaces as pairs of characters: `東京都` is `東京 京都`. A lone character stays as it is.
create function bigrams(body text) returns text immutable parallel safe language sql as $$
  select coalesce(string_agg(case when length(r.run) = 1 then r.run else substr(r.run, i, 2) end, ' ' order by r.nth, i), '')
  from (select m[1] as run, nth from regexp_matches(body, '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+', 'g')
    with ordinality as t (m, nth)) r,
    generate_series(1, greatest(length(r.run) - 1, 1)) i
$$;
create function without_bigrams(body text) returns text immutable parallel safe language sql as $$
  select regexp_replace(body, '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+', ' ', 'g')
$$;
-- Words as the language stems them, and pairs of characters; at most so many characters of a text, because a tsvector holds 1 MB.
-- The regular expressions cost more than all the rest, so a text of one byte a character never meets them.
create function search_vector(config text, body text) returns tsvector immutable parallel safe language plpgsql as $$
declare
  bounded text := left(body, 60000);
begin
  if octet_length(bounded) = length(bounded)
    or bounded !~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]' then
    return to_tsvector(config::regconfig, bounded);
  end if;
  return to_tsvector(config::regconfig, without_bigrams(bounded)) || to_tsvector('simple'::regconfig, bigrams(left(bounded, 40000)));
end $$;
-- The configuration of a language; `simple` where PostgreSQL has none.
create function search_config(language text) returns text immutable parallel safe language sql as $$
  select coalesce((array['arabic', 'armenian', 'basque', 'catalan', 'danish', 'dutch', 'english', 'finnish', 'french', 'german', 'greek',
    'hindi', 'hungarian', 'indonesian', 'irish', 'italian', 'lithuanian', 'nepali', 'norwegian', 'norwegian', 'norwegian', 'portuguese',
    'romanian', 'russian', 'serbian', 'spanish', 'swedish', 'tamil', 'turkish', 'yiddish'])[
    array_position(array['ar', 'hy', 'eu', 'ca', 'da', 'nl', 'en', 'fi', 'fr', 'de', 'el', 'hi', 'hu', 'id', 'ga', 'it', 'lt', 'ne', 'no',
      'nb', 'nn', 'pt', 'ro', 'ru', 'sr', 'es', 'sv', 'ta', 'tr', 'yi'], split_part(lower(language), '-', 1))], 'simple')
$$;

-- What is asked, in every configuration in use, and pairs of characters as phrases. No text of any kind is an error.
create function search_query(asked text) returns tsquery stable language plpgsql as $$
declare
  spelt text;
  paired text;
begin
  select string_agg(distinct '(' || w.query::text || ')', ' | ') into spelt
    from (select config from search_configs union select 'simple') c,
      lateral (select websearch_to_tsquery(c.config::regconfig, without_bigrams(asked)) as query) w
    where numnode(w.query) > 0;
  select string_agg('(' || case when length(m[1]) = 1 then (quote_literal(m[1]) || ':*')::tsquery::text
      else phraseto_tsquery('simple', bigrams(m[1]))::text end || ')', ' & ') into paired
    from regexp_matches(asked, '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+', 'g') as m;
  return case when spelt is null and paired is null then ''::tsquery
    when paired is null then spelt::tsquery when spelt is null then paired::tsquery
    else spelt::tsquery && paired::tsquery end;
end $$;

-- Articles as rows of a list, in no order. A function, because its plan is always the same, and making it anew takes a fifth of what PostgreSQL
-- does for a list. It may be made while the tables are empty and is kept when they are not: so each row is looked up by an index, whatever seems cheaper.
create function listed_articles(ids uuid[]) returns table (
  id uuid, url text, title text, author text, language text, published_at timestamptz, sort_at timestamptz, stored_at timestamptz,
  source_id uuid, beginning text, source_title text, source_url text, group_name text, origin text, sightings bigint, is_unread boolean,
  starred boolean, archived boolean, tldr text, translated boolean, reading text
) stable language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query
    select a.id, a.url, a.title, a.author, a.language, a.published_at, a.sort_at, a.stored_at, a.source_id, left(a.content_text, 400),
      s.title, s.url, s.group_name, s.origin, (select count(*) from sightings g where g.article_id = a.id),
      exists (select from unread u where u.source_id = a.source_id and u.sort_at = a.sort_at and u.article_id = a.id),
      m.starred_at is not null, m.archived_at is not null,
      (select n.content ->> 'tldr' from notes n where n.article_id = a.id and n.purpose = 'summary' order by n.at desc limit 1),
      exists (select from notes t where t.article_id = a.id and t.purpose = 'translation'),
      (select r.status from readings r where r.article_id = a.id order by r.accepted_at desc limit 1)
    from articles a left join sources s on s.id = a.source_id left join marks m on m.article_id = a.id
    where a.id = any(ids);
end $$;
