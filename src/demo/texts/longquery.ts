/** Long Query: a database engineer’s blog, with code in it, because code is what extractors most like to lose. */
import type { Draft } from '../articles.ts'

const author = 'Tove Arkwright'

export const longquery: readonly Draft[] = [
  {
    paper: 'longquery',
    slug: 'the-index-nobody-used',
    title: 'The index nobody used, and the Tuesday somebody did',
    author,
    daysAgo: 1.4,
    tags: ['postgresql', 'indexes'],
    text: `There was an index of nine gigabytes on the orders table, and according to the statistics it had been scanned zero times in two hundred days. Every insert paid for it. I dropped it on a Monday, in the quiet hour, with ~drop index concurrently~ and a good conscience.

On Tuesday at 14.05 the warehouse stopped.

## What the statistics did not know

~pg_stat_user_indexes.idx_scan~ counts scans on the server you ask. The warehouse asks the replica. A replica keeps its own count, and on the replica that index had been scanned 1.1 million times.

    select relname, indexrelname, idx_scan,
           pg_size_pretty(pg_relation_size(indexrelid)) as size
    from pg_stat_user_indexes
    order by idx_scan, pg_relation_size(indexrelid) desc;

I had run this once. It has to be run everywhere the index exists, and an index exists wherever the write-ahead log goes.

## Other reasons why zero is not zero

- The counters were reset. Look at ~stats_reset~ before you believe them.
- The index enforces something. A unique index does its work on writes and need never be scanned.
- The planner uses it without scanning it: statistics on an *expression* index improve estimates for that expression.
- The year has an end. The report for the auditors runs in January.

We have a rule now. An index that seems unused is noted, on all servers, for one full quarter. Then it is dropped in the morning, not the evening, while the people who would miss it are awake. Building it again took fifty minutes, which is quite long if a man from the warehouse is standing behind you.`,
  },
  {
    paper: 'longquery',
    slug: 'deadlocks-are-a-sorting-problem',
    title: 'Deadlocks are a sorting problem',
    author,
    daysAgo: 5.8,
    tags: ['postgresql', 'concurrency', 'locks'],
    text: `Two people meet at a narrow bridge, each with one foot on it. Neither will step back. In the database one of them is thrown into the river after a second, gets an error numbered 40P01, and is told to try again. Many programs then do just that, at once, and meet the same person on the same bridge.

The cure for most deadlocks that I have been shown was neither a shorter transaction nor a higher timeout. It was ~order by~.

## Why order is enough

A deadlock needs a circle: A waits for B, and B for A. If everybody takes locks in the same order, say by ascending id, then whoever waits is waiting for somebody who is further along. Somebody is furthest along. He waits for nobody. No circle.

    insert into articles (id, title)
    select * from unnest($1::uuid[], $2::text[]) as t (id, title)
    order by id
    on conflict do nothing;

That works for inserts as well, because a conflicting insert waits for the first inserter to commit. People forget this, since nobody wrote ~for update~.

## What I measured

Eight writers, batches of five hundred rows, about half of them shared between writers:

| Order of rows | Rows per second | Deadlocks per minute |
| as they came | 109 | 153 |
| sorted by key | 14,800 | 0 |

The order has to hold across the whole *transaction*, not within each statement. Two sorted statements, one after the other, make an unsorted sequence. Sort once, at the top, in the application, where it costs nothing. Then keep the retry anyway, with a random pause, for the deadlock you have not thought of.`,
  },
  {
    paper: 'longquery',
    slug: 'how-many-rows-is-three-questions',
    title: '“How many rows?” is three questions',
    author,
    daysAgo: 11.4,
    tags: ['postgresql', 'counting'],
    text: `Somebody wants a number at the top of a page. The table has eighty million rows. The page takes eleven seconds, ten of which go into the number, and the number is wrong by the time it is shown. Before making it faster I have learnt to ask which number it is.

## 1. About how many?

The planner knows roughly, and will tell you for nothing:

    select reltuples::bigint from pg_class where relname = 'events';

It was true at the last vacuum or analyse, give or take. For “about 80 million” it is perfect. If a filter is involved, ~explain~ has an estimate too, and you may read it out of the JSON form.

## 2. Are there more than a page holds?

This is what a pager wants. It does not care whether there are nine thousand results or nine million.

    select count(*) from (
      select 1 from events where user_id = $1 limit 1001
    ) as page;

Show “1,000+”. I have never seen a user turn to page 1,001, though I have seen a crawler do it.

## 3. Exactly how many?

There is such a thing. Invoices. Votes. Then count, once, when it changes, in the same transaction that changes it. But do not put the total in one row that everybody updates, or you will have built a queue and called it a counter. Insert little deltas, and sum them up in the background.

PostgreSQL counts slowly for an honest reason. Under multi-version concurrency there is no single number of rows; there is one for each transaction that looks. The question that everybody believes to be simple has a hidden argument, and the argument is *you*.`,
  },
  {
    paper: 'longquery',
    slug: 'store-the-rule-not-the-offset',
    title: 'Time zones: store the rule, not the offset',
    author,
    daysAgo: 16.4,
    tags: ['time', 'schema'],
    text: `A choir rehearses on Thursdays at seven. I know, because for half of one winter my calendar sent me there at six. It had stored the appointment as an instant in UTC, and the instant was right. What was wrong was that the choir does not meet at an instant. It meets at seven.

## Two kinds of time

An *event that happened* is an instant. A log line, a payment, the arrival of a mail: store ~timestamptz~, which keeps no zone at all, whatever its name suggests, but a point in time. Show it in the zone of whoever looks.

An *appointment in the future* is a sentence: “seven in the evening, by the clock on the wall in Pellport”. Store the sentence.

    create table rehearsals (
      local_time  timestamp not null,       -- what the clock will show
      zone        text      not null,       -- 'Europe/Lisbon', not '+01:00'
      check (now() at time zone zone is not null)
    );

Compute the instant when you need it, and compute it afresh. Parliaments change the rules with a few weeks’ notice. In the year of writing two countries have, and the files of your operating system were not asked.

## Offsets are not zones

~+01:00~ says what the clock was doing at one moment. It cannot tell you what it will do in March. If a form has a drop-down with offsets in it, somebody has already lost the information, politely.

And there is the night on which the clock goes back and half past two comes twice. If you ring bells, decide which of the two you mean. The night on which it goes forward has no half past two. Decide that as well. Write down what you decided, next to the column.`,
  },
  {
    paper: 'longquery',
    slug: 'a-queue-in-a-table',
    title: 'A queue in a table is fine, if you let the rows be skipped',
    author,
    daysAgo: 19.3,
    tags: ['postgresql', 'queues'],
    text: `“Do not use your database as a queue” was good advice in its day. Workers all grabbed at the same first row, and nine of ten waited. Since ~skip locked~ they do not wait. They take the next.

    update jobs set state = 'active', started_at = now()
    where id in (
      select id from jobs
      where state = 'ready' and run_at <= now()
      order by run_at, id
      for update skip locked
      limit 10
    )
    returning *;

That is most of a queue. It gives you something no broker can: the job and the data it is about commit together, or not at all.

## What still goes wrong

**Holding the lock while you work.** A job that calls a slow web server inside its transaction keeps a connection, and holds back vacuum for everybody. Claim, commit, work, and then report.

**Dead rows.** A busy queue is a table that is rewritten all day. Let autovacuum at it often, and keep the row narrow. Put payloads elsewhere.

**The worker that dies.** It will die between claim and report. Give the claim a lease and a version number. When a worker that has been asleep comes back to report on a job that somebody else has since been given, its version is old, and the database says no.

**Polling too politely.** Ten workers asking once a second is nothing. ~listen~ and ~notify~ are a nice touch, but a notification is a hint. Keep on polling.

I ran one such table at two thousand jobs a second for a year, on one modest machine. What brought it down in the end was that it worked so well that nobody remembered it was there, and the disk filled up with finished jobs.`,
  },
]
