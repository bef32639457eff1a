/** What the science desk and the blogs publish while the stand is open. */
import type { Draft } from '../articles.ts'

export const laterDesks: readonly Draft[] = [
  {
    paper: 'littoral',
    slug: 'how-long-is-the-coast',
    title: 'How long is the Corran coast? It depends who is walking',
    author: 'Jory Penhale',
    tags: ['mathematics', 'maps'],
    also: { lamp: 'fragment' },
    text: `The tourist board says 212 kilometres. The harbour offices, added together, say 187. The county, which has to mend it, says 340. They are all telling the truth, and the true answer is that there is none.

Lay a stick of ten kilometres along the map, end to end, and you will need nineteen. Take a stick of one kilometre. It goes into bays that the long one jumped across, and you get 240. With a stick of a hundred metres it is 338, and a sandpiper, whose stick is five centimetres, walks well over a thousand.

## It does not settle down

With most things a finer measure gives a better number, and sooner or later the number stops changing. With coasts it does not stop. The meteorologist Lewis Fry Richardson noticed this when he wanted to know whether countries with long borders fight more often, and found that Spain and Portugal could not agree on the length of theirs.

What does stay the same is the *rate* at which the length grows as the stick shrinks. It can be put in a number between one and two: one for a ruler’s edge, two for a coast so crumpled that it fills the plane. For Corran it comes to 1.21, a little rougher than South Africa and a little smoother than Norway.

## So what should be printed?

The stick, together with the length. The tourist board has agreed to print “212 kilometres (on foot, with pauses)”. The county stays with 340. It has walked every one of them with a bucket of cement.`,
  },
  {
    paper: 'littoral',
    slug: 'the-smell-of-rain-on-granite',
    title: 'The smell of rain, and why the quay has a different one',
    author: 'Isolde Marrick',
    tags: ['chemistry', 'weather'],
    text: `After four dry days it rained on Wednesday, and half of Pellport went to the window to breathe in. The smell has a name, petrichor, which was given to it by two Australian chemists in 1964. It comes in three parts, and each has its own author.

The first part is oil. Plants give it off during dry spells, and stone and soil soak it up. The second is geosmin, made by bacteria in the ground; people can smell it at a few parts in a million million, better than sharks smell blood. The third comes before the rain and is ozone, brought down from the storm.

## How it gets into the air

A drop that falls on a porous surface traps tiny bubbles of air beneath it. They rise through the drop, burst at the top, and throw up a mist finer than hair. High-speed cameras have shown that light rain on warm, dry stone makes the most of it. A downpour drowns its own scent.

## The quay

Why does it smell otherwise on Nether Quay? There the stone is granite, dense and nearly without pores. It holds no oil. What the first drops strike is salt, tar, and a film of algae, which give off dimethyl sulphide, the thing that we mean when we say that it smells of the sea. Petrels follow it for hundreds of kilometres to find food.

“So when it rains on the quay, it smells of dinner,” says Dr Adair, “though only to about half of those present.”`,
  },
  {
    paper: 'littoral',
    slug: 'did-the-whale-sing',
    title: 'Did the whale sing? Forty hours of tape, and a careful answer',
    author: 'Isolde Marrick',
    tags: ['biology', 'whale', 'sound'],
    text: `There are forty hours of sound from the hydrophone at the lifeboat slip. There is a ferry on it, a dredger, rain, the feet of ducks, and for three and a half hours there is a humpback. Dr Nkechi Adair has listened to all of it once, and to the three and a half hours eleven times.

Did it sing? In the strict sense, a song is a sequence of themes, each made of phrases, each made of units, repeated in order. Males sing it on the breeding grounds in winter, and all the males of one ocean sing the same. On the tape there are units, and there are phrases. The order breaks off after the second theme, every time.

## A young one, practising

Her reading is that it was a yearling or not much older, learning. Its fragments match the second half of the song that was recorded off the Azores in spring. It had the refrain and not the verse.

## And the band?

On the evening when the town band rehearsed, its phrases became longer by a third, and lower. That happened once. One evening is an anecdote. To make of it a result, one would need twenty whales, twenty bands, and a second evening on which the band pretended to play.

> People ask me if it answered the tuba. I say that I do not know. They are always disappointed. I find that it gets better each time I do not know it.
-- Dr Nkechi Adair

The recording can be heard at the museum, all forty hours, from Saturday. Bring a cushion.`,
  },
  {
    paper: 'longquery',
    slug: 'the-migration-that-waited',
    title: 'The migration that waited for lunch',
    author: 'Tove Arkwright',
    tags: ['postgresql', 'locks', 'migrations'],
    text: `Adding a column takes a millisecond. Ours took forty minutes, and for thirty-nine of those nobody could log in.

The statement was ~alter table users add column pronoun text~. It needs an exclusive lock, for an instant. An analyst had started a report at noon, left a transaction open, and gone to lunch. The migration queued up behind the report. That by itself would have done no harm.

## The queue behind the queue

Locks are granted in order. Once our statement was waiting for its exclusive lock, everyone who came later had to wait behind it, even those who wished only to read and could have shared with the report very well. One waiting writer closes the door for all the readers.

    set lock_timeout = '2s';
    alter table users add column pronoun text;

With that the migration gives up after two seconds, lets everybody else through, and can be tried again a moment later. We do so in a loop, up to thirty times, with a random pause. It has never needed more than four.

## The rest of the recipe

- ~idle_in_transaction_session_timeout~, for people who have lunch.
- Constraints in two steps: ~not valid~ first, then ~validate~, which takes a weaker lock.
- Indexes ~concurrently~, and look afterwards whether they are valid.
- Before anything of the kind, a glance at ~pg_stat_activity~, sorted by ~xact_start~. The oldest transaction is the one you will meet.

The analyst was very nice about it. The report, by the way, was about why so many people have trouble logging in.`,
  },
  {
    paper: 'longquery',
    slug: 'exactly-once-is-a-pair',
    title: '“Exactly once” takes two',
    author: 'Tove Arkwright',
    tags: ['distributed systems', 'queues'],
    text: `A colleague sent a birthday card and heard nothing. Had it been lost, or had the thanks been lost? She could send a second one. Then her aunt would have either one card or two. She could leave it. Then it is one or none. There is no third possibility, and there will be none however good the post becomes.

That is the whole of it. Between “it was done” and “I know that it was done” there is a gap, and a power cut fits into every gap.

## At least once, and a memory

What products call exactly-once is delivery *at least* once to somebody who remembers. Put a number on the card. If a card with that number comes again, the aunt puts it aside. It is now the aunt who has to be reliable, with her list of numbers, and the list has to be changed together with the mantelpiece, in one go.

    insert into deliveries (id, channel, body)
    values ($1, $2, $3)
    on conflict (id, channel) do nothing
    returning id;

A row came back: do it. None came back: somebody has, or is about to.

## And where the far side keeps no list

Some do not: a printer, a chat room, a siren. Then you have to choose in which direction you would rather be wrong, and say so in the manual. A siren should sound twice. A payment should not.

It is not a question of cleverness. I say so because I have seen clever people try. Choose the number, choose who remembers, choose the direction. Write down all three. Then send the card.`,
  },
  {
    paper: 'bulkhead',
    slug: 'bh-042-a-camera-that-looks-both-ways',
    title: 'BH-042: whale-watch cameras were looking both ways',
    author: 'The watch at Bulkhead',
    tags: ['security', 'cameras', 'privacy'],
    also: { lamp: 'utm' },
    text: `**Severity: medium. Five minutes, now that the whale has gone.**

In the week of the whale at least ninety cheap cameras were put up in windows along the promenade, so that relatives elsewhere could watch. The most popular model, the SeaEye Mini, has one lens to the front and, which its manual mentions on page 31, a second at the back, “for gesture control”. Both pictures go to the same public address.

For four days there were, beside ninety pictures of the harbour, ninety pictures of living rooms. As far as we could find out, few were looked at. All could have been.

## If you own one

1. Unplug it. The whale is gone.
2. In the account, under *Shared views*, delete all the links. To remove the camera from the account does not delete them.
3. If you mean to use it again, put tape over the rear lens. There is a setting; it comes back on after each update.

## If you looked

The links are numbered in sequence, which is how we found them, and how anyone could. If you came upon a living room, do not pass it on. Go and ring the bell.

## What it teaches

A device that you buy for a week will be plugged in for a year. Write the day on which it goes back into the drawer on the plug, in pencil. We do so here. The oldest date we have found was in 2014, on a thing of which none of us knew what it had once been for. We unplugged it. Nothing has happened yet.`,
  },
  {
    paper: 'bulkhead',
    slug: 'bh-043-backups-that-were-never-read',
    title: 'BH-043: a year of backups, none of which could be read',
    author: 'The watch at Bulkhead',
    tags: ['security', 'backups'],
    text: `**Severity: you tell us. Thirty minutes to find out.**

A sailing school lost its office computer in the storm. It did everything right. It had a backup for each night of the year on a disk in another building, and one more with a service abroad. Three hundred and sixty-five times a mail had come in the morning which said *completed*. We helped to restore it. There was nothing there.

There were files, of the right number and with the right names. They were encrypted, as they should be. The key had been kept in a safe place: on the office computer.

## What “completed” means

It means that the program came to its end. Whether anybody can get anything back is a different question, which only a restore can answer, and that is a thing nobody does who is not in trouble.

> A backup does not exist until it has been read by somebody else, on another machine, in a bad mood.
-- From our house rules

## The drill

- Once a quarter, pick one file by throwing dice.
- Restore it on a machine that has never been part of the business.
- Have it done by a person who did not set it up, from the written notes alone.
- Open the file. Read a line aloud.

If any step needs a telephone call, the notes want mending. Print the key out, twice; it is as long as a limerick. One copy goes to the treasurer’s house, the other to the bank.

The school got its members’ list back in the end, from the secretary’s address book, and from the harbour song group, which has everybody’s birthday.`,
  },
]
