-- A row of a list is looked up in fewer places: only an article that has been read by the pipeline has notes, and a list of unread
-- articles knows that they are. Each look-up is three or four pages, and most articles have nothing there.
drop function listed_articles(uuid[]);
create function listed_articles(ids uuid[], known_unread boolean default null) returns table (
  id uuid, url text, title text, author text, language text, published_at timestamptz, sort_at timestamptz, stored_at timestamptz,
  source_id uuid, beginning text, source_title text, source_url text, group_name text, origin text, sightings bigint, is_unread boolean,
  starred boolean, archived boolean, tldr text, translated boolean, reading text
) stable language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query
    select a.id, a.url, a.title, a.author, a.language, a.published_at, a.sort_at, a.stored_at, a.source_id, left(a.content_text, 400),
      s.title, s.url, s.group_name, s.origin, (select count(*) from sightings g where g.article_id = a.id),
      coalesce(known_unread, exists (select from unread u where u.source_id = a.source_id and u.sort_at = a.sort_at and u.article_id = a.id)),
      m.starred_at is not null, m.archived_at is not null,
      case when r.status is not null then
        (select n.content ->> 'tldr' from notes n where n.article_id = a.id and n.purpose = 'summary' order by n.at desc limit 1) end,
      r.status is not null and exists (select from notes t where t.article_id = a.id and t.purpose = 'translation'),
      r.status
    from articles a left join sources s on s.id = a.source_id left join marks m on m.article_id = a.id
      left join lateral (select status from readings where article_id = a.id order by accepted_at desc limit 1) r on true
    where a.id = any(ids);
end $$;
