/** Bulkhead: security bulletins for organisations that have a treasurer but no security department. */
import type { Draft } from '../articles.ts'

const author = 'The watch at Bulkhead'

export const bulkhead: readonly Draft[] = [
  {
    paper: 'bulkhead',
    slug: 'bh-041-loft-storage-default-password',
    title: 'BH-041: RopeLoft storage boxes shipped with one password for all',
    author,
    daysAgo: 0.9,
    tags: ['security', 'storage', 'passwords'],
    also: { today: 'utm' },
    text: `**Severity: high. Act today if you own one.**

RopeLoft network storage boxes sold since March carry a maintenance account whose password is the same on every unit. It is printed, in reverse, on the underside of the box. The account can read everything and cannot be seen in the list of users. We know of eleven clubs and two parish offices on the coast that use the boxes. One has been emptied.

## Are you affected?

1. Look at the label. Models RL-2, RL-2S and RL-4 with a serial number that begins with 7 are affected.
2. Open *Settings, About*. Firmware below 3.1.9 has the account.
3. If the box can be reached from the internet, assume that somebody has been there. The makers’ own “remote help” makes it reachable unless you have switched it off.

## What to do

- Unplug the network cable. Not the power; the log is in memory.
- Save the log by way of the USB socket.
- Install 3.1.9, which removes the account. Do not trust the notice that says “up to date” in earlier versions. It compares letters, and holds 3.1.10 to be older than 3.1.9.
- Change every password that was ever stored on the box in a file called anything like *passwords*. There is nearly always one.

The makers answered our letter after nineteen days, with a voucher. The finder, a pupil of sixteen who wishes to be called “the third mate”, turned the box over to see whether it was dusty.`,
  },
  {
    paper: 'bulkhead',
    slug: 'bh-040-parsers-that-believe',
    title: 'BH-040: three feed readers believe what a length field tells them',
    author,
    daysAgo: 4.6,
    tags: ['security', 'parsers', 'memory'],
    text: `**Severity: medium. Update at leisure, but this month.**

If you say to a program “there follow four thousand million bytes”, and then send eleven, a careful program waits for a while and gives up. Three feed readers that are popular with newsrooms set aside room for four thousand million bytes first. On a small server that is the end of the server.

The fault is not in the readers themselves but in a compression library that all three carry a copy of. It has been known since spring. The library was mended in May. The copies were not, because copies do not read bulletins.

## The pattern

We see it several times a year, and it always has the same shape. Some outsider states a size, and the program acts on the statement rather than on what arrives.

> Count what you receive, not what you were promised. Stop at a limit you chose yourself, before you knew who was calling.
-- From our house rules

The same goes for things that unpack. A file of forty kilobytes can decompress to a gigabyte without a single lie in it, for it is in truth a gigabyte, of the letter A. Limit the *decoded* size, and look while it flows, not after.

## What to do

- Update. The repaired versions are listed on the readers’ own pages.
- If you cannot update, set a memory limit for the process from outside. Then it will die alone.
- If you write software: search your tree for copied libraries. Give each one a line in a list, with the name of the person who reads its bulletins.`,
  },
  {
    paper: 'bulkhead',
    slug: 'bh-039-the-invoice-that-was-real',
    title: 'BH-039: the invoice was real, only the account number was not',
    author,
    daysAgo: 7.7,
    tags: ['security', 'fraud', 'mail'],
    text: `**Severity: high for anybody who pays bills.**

On the second of the month the treasurer of a rowing club on the Arrin paid 8,640 for two sculls. The sculls exist. The boatyard exists, and had sent the invoice. What the treasurer received was that same invoice, an hour later than it had been sent, with one line changed.

Somebody had been reading the boatyard’s mail for five weeks. There had been no virus and no break-in worth the name. The yard’s password was the name of the yard. The reader had set a forwarding rule, waited for a bill that was worth the trouble, deleted the original from the customer’s box by the same means, and sent his own.

## Why nobody noticed

- The sum was right, so was the wording, and so was the joke in the second paragraph.
- The address differed in one letter, an *rn* for an *m*.
- It was expected.

## What would have helped

A telephone. The club has now agreed upon a rule that we recommend to every treasurer: *a new account number is read back over the phone, to a number we had before*. It takes two minutes. It would have failed at once, since the yard has had the same account since 1988.

A second factor on the mailbox would have helped as well, and costs nothing. So would a look, once in a quarter, at the forwarding rules of every shared mailbox. Do it now. We shall wait.

The bank recovered 3,100. The club has its sculls. The boatyard let it have them at cost, and has changed the password to something that nobody in the yard can remember, which they have written down.`,
  },
  {
    paper: 'bulkhead',
    slug: 'bh-038-what-to-mend-this-month',
    title: 'BH-038: what to mend this month, in order of how sorry you would be',
    author,
    daysAgo: 13.8,
    tags: ['security', 'patches'],
    text: `**Severity: see the table. Ninety minutes, with tea.**

There were 4,112 published weaknesses last month. You have ninety minutes. We have read the list, left out whatever small organisations do not own, and put the rest in order of how sorry you would be.

| What | Who has it | Minutes |
| Router firmware, Tallow 5 series | about half of you | 20 |
| Booking plug-in CalQuay below 2.8 | clubs, halls, holiday lets | 15 |
| Office macros from mail: switch off | everybody | 10 |
| Printer with its own web page | everybody, alas | 25 |
| Old accounts of people who have left | everybody | 20 |

## The one that matters most

The router comes first since everything passes through it, and since this weakness is being used. It needs no password. If yours is a Tallow that has not been updated since the summer, start now and read the rest while it restarts.

## The one that nobody does

The last line has no number and no logo. In each of the six break-ins that we were called to this year, at least one of the accounts used belonged to somebody who had moved away, or died. Make a list of who can log in to what. Read it out at a committee meeting. People will laugh at the third name and go quiet at the fifth.

## What you may leave

The famous flaw in processors, which was on the television, requires that the attacker is already running programs on your machine. If so, you have a different bulletin to read. It is number 12, and begins with unplugging things.`,
  },
]
