-- Polling at scale: hosts are shared by all workers, intervals follow each source's pace, moves and floods are remembered.

alter table sources add column kind text not null default 'feed';
alter table sources add column selector text;           -- page watch: which links count

alter table bookmarks
  add column host text not null default '',             -- host and port: the key of what is shared
  add column interval_s integer,                        -- the pace learnt; null: the setting's
  add column moved_to text,                             -- what the last permanent redirects agreed on
  add column moved_times integer not null default 0,
  add column new_on date,                               -- the day that new_count counts
  add column new_count integer not null default 0;

update bookmarks b set host = lower(substring(s.url from '^[a-z]+://(?:[^@/]*@)?([^/?#]+)')) from sources s where s.id = b.source_id;

create table hosts (
  host text primary key,
  blocked_until timestamptz,                            -- Retry-After of a 429
  last_claim_at timestamptz
);
insert into hosts (host) select distinct host from bookmarks order by host;

create index bookmarks_leased on bookmarks (host) where lease_until is not null;

-- Claims due sources, at most per_host of one host at a time, whoever the workers are. The hosts are locked first: the
-- counts of the second statement, which has a snapshot of its own, are then nobody else's to change. Locked rows are
-- skipped, so a claim never waits, and busy or blocked hosts never stand in the way of the others.
create function claim_due(
  worker text, most integer, lease_s float8, held uuid[], only_these uuid[], per_host integer, spacing_s float8
) returns setof bookmarks language plpgsql as $$
declare
  open_hosts text[];
begin
  select array_agg(host) into open_hosts from (
    select h.host from hosts h
    where (h.blocked_until is null or h.blocked_until <= now())
      and (spacing_s = 0 or h.last_claim_at is null or h.last_claim_at <= now() - make_interval(secs => spacing_s))
      and h.host in (
        select b.host from bookmarks b
        where case when only_these is null then b.next_poll_at <= now() else b.source_id = any(only_these) end
          and (b.lease_until is null or b.lease_until < now()) and b.source_id <> all(held)
          and b.host not in (select l.host from bookmarks l where l.lease_until >= now() group by l.host having count(*) >= per_host)
          and b.host not in (select w.host from hosts w where w.blocked_until > now())
        order by b.next_poll_at limit most * 4)
    order by h.host for update skip locked
  ) locked;

  return query
    with busy as (
      select l.host, count(*) as n from bookmarks l where l.lease_until >= now() and l.host = any(open_hosts) group by l.host
    ), placed as (
      select b.source_id, b.next_poll_at, coalesce(busy.n, 0) as held_by_all,
        row_number() over (partition by b.host order by b.next_poll_at) as place
      from bookmarks b left join busy on busy.host = b.host
      where case when only_these is null then b.next_poll_at <= now() else b.source_id = any(only_these) end
        and (b.lease_until is null or b.lease_until < now()) and b.source_id <> all(held) and b.host = any(open_hosts)
    ), due as (
      select b.source_id from bookmarks b join placed on placed.source_id = b.source_id
      where placed.held_by_all + placed.place <= per_host and (spacing_s = 0 or placed.place = 1)
      order by placed.next_poll_at for update of b skip locked limit most
    ), spaced as (
      update hosts h set last_claim_at = now() from due join bookmarks b on b.source_id = due.source_id
      where spacing_s > 0 and h.host = b.host
    )
    update bookmarks b set lease_version = b.lease_version + 1,
      lease_until = now() + make_interval(secs => lease_s), leased_by = worker
    from due where b.source_id = due.source_id
    returning b.*;
end $$;
