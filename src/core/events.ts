/** Every event has one name, the same in logs, metrics and audit (law 12's correlation id ties them together). */

/** Name → what has happened, as a person reading the log should understand it. */
export const events = {
  started: 'Winnow is ready to work.',
  stopping: 'A stop was asked for: nothing new is claimed, what is held is stored.',
  stopped: 'Everything is closed; `durationMs` is what the stop took.',
  'config.refused': 'The configuration has problems; one event for each.',
  'database.migrated': 'The schema was brought to this version.',
  'database.lost': 'The database does not answer; what was fetched is kept and retried.',
  'database.regained': 'The database answers again.',
  'engine.started': 'The embedded database is open.',
  'engine.restarted': 'The embedded database did not answer within its deadline and was started again.',
  'claim.failed': 'Due sources could not be claimed; the next tick tries again.',
  'poll.started': 'A source was claimed and its fetch begins.',
  'poll.finished': 'A poll and all its entries are stored; carries the tally.',
  'poll.unchanged': 'The source answered that nothing has changed, or sent the same bytes.',
  'poll.failed': 'A poll failed; the source backs off until its next time.',
  'poll.letGo':
    'A poll ended without an answer for a reason of this machine, such as a parser that could not be started; it is due again.',
  'poll.skipped': 'A part of a source, such as one sitemap of an index, could not be fetched; the rest counts.',
  'chunk.refused': 'A chunk came with a lease that somebody else holds by now, and was dropped.',
  'flush.stored': 'A batch of chunks was committed in one transaction.',
  'flush.retried': 'A batch failed for a reason that is not its data, and is tried again.',
  'flush.raced': 'A batch met a rival in the database and is tried again at once.',
  'flush.bisected': 'A batch failed because of its data and is divided until the bad rows stand alone.',
  'entry.rejected': 'One entry could not be stored; the rest of its chunk was.',
  'handOver.full': 'As much waits for the database as may wait: the next fetches are delayed.',
  'handOver.drained': 'There is room again for what is fetched.',
  'balance.broken': 'The tally of a poll does not add up (law 1): a bug, please report it.',
  'demo.switched': 'The demo news stand was switched on or off.',
  'source.added': 'A source was added.',
  'source.changed': 'The settings of a source were changed.',
  'source.moved': 'A source answered with the same permanent redirect often enough to adopt its new address.',
  'source.disabled': 'A source is polled no more; the reason says why.',
  'source.removed': 'A source was removed; its articles stay.',
  'sources.imported': 'A list of sources was read from a file.',
  'address.blocked': 'The address guard refused to connect.',
  'access.denied': 'Somebody without the right to it asked for something.',
  'request.refused': 'What came over HTTP was too broken, too large or too slow to become a request.',
  'key.created': 'An API key was made.',
  'key.revoked': 'An API key was revoked.',
  'session.opened': 'Somebody logged in.',
  'session.closed': 'Somebody logged out.',
  'reading.accepted': 'Somebody, or a source, wants a page to be read.',
  'reading.stage': 'A stage of a reading is stored; `stage` says which.',
  'reading.finished': 'A reading is done and stored.',
  'reading.failed': 'A reading failed; the request keeps its reason.',
  'reading.waiting': 'A reading was let go and comes back later: a budget is spent, or a server asked for time.',
  'reading.gaveUp': 'A reading was claimed too often without a result.',
  'step.refused':
    'A result came with a lease that somebody else holds by now, and was dropped; what it cost is on record.',
  'step.isolated': 'A batch of results failed because of its data, and is stored one by one.',
  'step.rejected': 'The database cannot take a result; its reading fails.',
  'step.raced': 'A batch of results met a rival in the database, and is tried again at once.',
  'web.opened': 'The web interface and the API answer at this address.',
  'web.refused': 'The web could not listen; everything else goes on without it.',
  'runs.pruned': 'Runs older than the retention were deleted.',
  'job.failed': 'A background job failed and is tried again.',
  'task.crashed': 'A part of Winnow failed in a way nobody foresaw: a bug, please report it.',
} as const satisfies Record<string, string>

export type EventName = keyof typeof events

/** From the least to the most urgent. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
export type LogLevel = (typeof logLevels)[number]
