/** Pieces more than a year old that still hang in their feeds: what a date window calls `old`. */
import type { Draft } from '../articles.ts'

export const archive: readonly Draft[] = [
  {
    paper: 'tidewatch',
    slug: 'ludo-passes-to-the-north',
    title: 'Storm Ludo passes to the north; promenade swept, mole unharmed',
    author: 'Anselm Ferro',
    daysAgo: 401.2,
    tags: ['storm', 'Ludo'],
    text: `Storm Ludo, which had been expected to strike the coast at high water, passed sixty kilometres to the north in the early hours and left Pellport with wet cellars, a clean promenade, and a feeling of having been let off.

The strongest gust at Hagby Light was 104 kilometres an hour. Waves ran over the East Mole for about ten minutes. Harbour master Berit Halloran had the rear slope looked at in the morning. A few small stones had moved. “It is the sort of thing one writes down,” she said, and wrote it down.

## What was learnt

- The sirens on the Terraces cannot be heard on the Terraces.
- The school hall has sixty blankets and, now, a list of who has the key.
- The borough’s sandbags had been stored in a cellar, where they were, on the night, under water.

Eleven people spent the night in the hall, and nobody was hurt. The ferry lost one sailing. On Quill Island a shed was moved intact from one field to another, the owners of which are in talks.

The mayor thanked the volunteers, and promised that the lessons would be drawn “before the next one”. Councillor Maud Etheridge asked that the sentence be entered in the minutes. It was entered.`,
  },
  {
    paper: 'littoral',
    slug: 'why-the-herring-came-back',
    title: 'Have the herring come back, or did we only start counting properly?',
    author: 'Isolde Marrick',
    daysAgo: 407.6,
    tags: ['fishing', 'biology', 'statistics'],
    text: `The number of herring off the Corran coast has doubled in four years. Or else the number of herring that are *found* has doubled, which is not the same. This desk has spent a month with the people who do the counting.

Until four years ago the survey was made by net. A ship drew it through the water at sixty fixed points, and somebody weighed what was in it. Since then it has been made by sonar, along lines, all day and all night. Herring rise at night. A net that is drawn by day at twenty metres goes through the cellar while the party is in the attic.

## Two ways to check

For two seasons both methods were used on the same days. The sonar found one and a half times as much. Divide by that, and the doubling shrinks to a rise of a third.

The second check does not depend on ships. Gannets on Quill Island bring up what they cannot swallow, and the warden, Ebba Lindqvist, has been sorting it for nine years. The share of herring has risen from a fifth to something over a quarter: by about a third.

So they have come back, though not as much as the graph suggests. The authors of the survey agree, and have added a sentence to that effect, on page 88.`,
  },
  {
    paper: 'longquery',
    slug: 'random-keys-and-fat-indexes',
    title: 'Random keys, fat indexes',
    author: 'Tove Arkwright',
    daysAgo: 415.0,
    tags: ['postgresql', 'indexes', 'uuid'],
    text: `A B-tree that is filled in order is filled to ninety parts in a hundred. Each new key goes to the right edge, the last page fills up, a new one is begun, and nobody ever has to come back. A B-tree that is filled at random splits its pages in the middle, and on average ends up about two thirds full.

I loaded ten million keys in three ways and looked at the size:

![index-sizes] The same ten million keys; only the order of arrival differs.

## What the picture does not say

The size is the smaller part of it. The larger is that with random keys *every* page of the index is wanted again soon, whereas with ordered ones it is only the last. As long as the index fits in memory one hardly notices. Afterwards every insert is a read from disk, and the curve falls off a cliff.

And there is the log. After each checkpoint the first change to a page writes the whole page. Touch a thousand pages to insert a thousand rows, and you have written eight megabytes for them.

## So?

Version 7 identifiers begin with the time and behave like a sequence, more or less. If you need a key that is derived from the content, it will be random, and there is nothing to be done, except to sort each batch before inserting it. That helps more than it has any right to.

Reindexing makes the fat one thin. In a month it is fat again. It is what it eats.`,
  },
  {
    paper: 'gazette',
    slug: 'ferry-company-turns-ninety',
    title: 'Ferry company turns ninety and paints everything, including a gull',
    author: 'Piers Calloway',
    daysAgo: 399.4,
    tags: ['ferry', 'history'],
    text: `The Quill Island Steam Packet Company, which has had no steam since 1964, has turned ninety. It has marked the occasion by painting the Petrel from the waterline to the masthead in the original green. The work took nine days. On the fourth a gull sat down on the wet funnel, and it has been seen about the harbour since, in the company’s colours.

The company was founded by seven islanders, each of whom put in a cow. The deed, which hangs in the ticket office, gives the names of the cows but not those of all the islanders. Shares are still counted in quarters of a cow, and the last to change hands, in spring, fetched 1,900.

## A day of free crossings

On Sunday everybody travelled free. The Petrel made eleven crossings in place of three, and carried 1,430 people, some of them repeatedly. The mate, who has been aboard for twenty-six years, was presented with a chair.

> We have never missed a Christmas. We have been late for several.
-- The company’s chairman, in his speech

There was a moment’s silence for the first Petrel, lost in 1953 off Hagby Point with the post, though with nobody on board. The post was delivered the following week. It had only to be dried.`,
  },
]
