/** What the Gazette and the River Gauge bring while the stand is open. */
import type { Draft } from '../articles.ts'

export const laterGazette: readonly Draft[] = [
  {
    paper: 'gazette',
    slug: 'market-votes-for-canvas',
    title: 'Market hall votes for the circus canvas, 41 to 38',
    author: 'Celeste Amory',
    tags: ['market hall', 'council'],
    also: { today: 'utm' },
    text: `The stallholders counted three times, once for each side and once for the clock. By 41 votes to 38, with two spoiled papers, the market will stay where it is, beneath a circus canvas, until the roof is whole again. The fish side, which had been for the customs shed, took the result in silence, and then bought the cheese side a drink.

One of the spoiled papers said *both*. The other had been used to wrap a kipper, and there was a long discussion on whether it could be read.

## Red and yellow

The canvas arrives tomorrow. It is forty metres across, red and yellow in stripes, and for thirty years it stood over elephants, later over horses, and at last over a single very old pony. The circus, which winters at Thornby, asks half the usual rent. It also asks that the ring be left free on Mondays for practice. The greengrocers have agreed. Their children had agreed already.

The light under it, says everyone who has been inside, is the colour of soup. Fenna Storch has tried it on her cheeses. The young ones look older and the old ones look wise.

The borough has voted 40,000 for heating, and asks for the flaps to be kept closed. As to the clock, it will be hung from the king pole, as it is, at a quarter to two. The jeweller has offered to light it from within. The offer has been accepted on condition that nothing moves.`,
  },
  {
    paper: 'gazette',
    slug: 'a-letter-seventy-years-late',
    title: 'A letter, seventy years late, is delivered to the right house',
    author: 'Piers Calloway',
    tags: ['history', 'post', 'people'],
    text: `When the sorting frame in the old post office was taken off the wall last week to mend what the storm had done behind it, eleven letters fell out. Ten were bills. The eleventh had been posted in the spring of 1954 in Aldermoor, and was addressed to Miss Valborg Lind, Quill Island.

There is no Miss Lind on the island. There is, however, a Mrs Valborg Ekman, who is ninety-one. The post went across on the noon boat with the letter in a bag of its own. Irmgard Holl, the postmistress, took it. “One does not put such a thing through a flap,” she said.

## Read in the kitchen

Mrs Ekman read it at her kitchen table, twice. It came from a piano teacher, who offered her a place at the conservatory, with board, from September, and asked for an answer by return. She never had the letter, and so never gave an answer. In September of that year she married a fisherman, with whom she was happy, “and that is not a figure of speech”.

Would she have gone? She thought about it for as long as it takes to fill a kettle.

> I should have gone, and come back. One comes back to this island. But I should have had better scales.
-- Valborg Ekman

The conservatory in Aldermoor, asked for a comment, looked in its books for 1954. There is a line there with her name and the word *awaited*. It has written to say that the place is still open, and that there is no age limit.`,
  },
  {
    paper: 'gazette',
    slug: 'harbour-dues-to-rise',
    title: 'Harbour dues to rise by four in the hundred; rowing boats remain free',
    author: 'Piers Calloway',
    tags: ['harbour', 'money'],
    also: { coastwire: 'utm' },
    text: `Whoever keeps a boat in Pellport will pay four in the hundred more from the first of January, so the harbour committee decided last night. The increase brings in 58,000 a year. All of it goes towards the rear slope of the East Mole, for which the harbour master has asked annually since she took office.

This year nobody asked why.

## The scale

| Boat | Now | From January |
| Rowing boat | free | free |
| Up to 6 m | 212 | 220 |
| 6 to 10 m | 498 | 518 |
| 10 to 15 m | 1,140 | 1,186 |
| Anything with a helicopter on it | 1,140 | by agreement |

The last line was put in at the request of Councillor Juno Aldous. No vessel with a helicopter has ever come to Pellport. One has enquired.

The boat owners’ association had come with forty members and a banner. Its chairman, after a walk along the mole with the harbour master that afternoon, rolled the banner up again and asked for only one thing: that the money should be shown in the accounts on a line of its own. That was granted. The line is to be called *stones*.

Fishing boats below twelve metres keep their discount of a third. The lifeboat pays nothing, though it gets a bill for the sum of nothing every year. It hangs, framed, in the station, beside the one for the whale.`,
  },
  {
    paper: 'gazette',
    slug: 'bandstand-found',
    title: 'Bandstand found, nearly whole, in a field of leeks',
    author: 'Celeste Amory',
    tags: ['Ottilie', 'music'],
    text: `The bandstand has been found. It stands at the edge of a field near Thornby, eleven kilometres from the promenade and sixty metres above the sea, upright, with its roof on and four music stands inside. How it got there is being considered by several people with slide rules.

The farmer, Gerrit Aske, came upon it on the morning after the storm. He supposed it to be a gift from the borough, in return for his lower fields, and thought no more of it. He has been keeping leeks in it. It was only when the band put up posters that somebody at the market told him what it was.

## A theory

Dr Oona Steed, who deals with earthquakes for a living but was the nearest scientist, measured the thing on Sunday. It is a light iron frame with a dome of sheet zinc, in shape not unlike an umbrella. With a gust of 140 under the dome it would have wanted to go up. It was held down by its railing. The railing has been found on the sea bed. “So it took off when the railing let go, and flew, I suppose, until it got tired.”

No one saw it pass. The signalman at Lanmoor entered in his book for ten past two: *Something with a roof.* He was spoken to at the time.

The band will fetch it back in spring. Until then Aske may go on using it for his leeks, for a rent of one leek a week, payable to the tuba.`,
  },
]

export const laterGauge: readonly Draft[] = [
  {
    paper: 'gauge',
    slug: 'beaver-tree-on-the-towpath',
    title: 'A tree across the towpath, and the marks of very large teeth',
    author: 'Halvard Moss',
    tags: ['nature', 'beavers', 'river'],
    also: { lamp: 'utm' },
    text: `I was called on Tuesday to clear a poplar that had come down across the towpath above Mill End. One assumes wind. I had the saw out before I looked at the stump. It was pointed like a pencil, all the way round, and the chips on the ground were as long as my thumb.

There have been no beavers on the Arrin since about 1520, when the last was eaten, with permission, in Lent. The nearest are on the Sele, forty kilometres over the hills. They do not climb hills. They walk up one brook until it ends, it appears, and go on until they get to the next.

## What I did with the saw

I put it back. A beaver that has felled a tree means to eat it. If you take it away, it will fell another. So the path now goes round by the field, for which I thank Gerrit Aske, who has had a trying autumn, and who asked only whether they like leeks.

## Good news and other news

- They keep streams wet in dry summers. Lake Imber could use the help.
- They make pools for young eels, and for the otters who eat young eels.
- They do not know where the parish boundary is, or what a weir is for.

Sunniva Dack of the River Authority has been told. She was silent for a moment. Then she asked me how far it was from the stump to her gates. I have paced it out. It is nine hundred metres, and there are a great many poplars.`,
  },
  {
    paper: 'gauge',
    slug: 'the-ferry-rope-at-thornby',
    title: 'The oldest ferry on the river is a rope, a raft and Mr Farrow',
    author: 'Corwin Slate',
    tags: ['river', 'people', 'craft'],
    text: `At Thornby Reach there is a bell on a post. If you ring it, a man comes out of the house opposite, puts on his cap, and pulls himself across to you along a rope. He has a raft, two metres by three. The fare is forty pence for a person, twenty for a sheep, and nothing for a person carrying a sheep.

Gideon Farrow took over the crossing when he retired from the post. His grandfather had it before. It is older than the bridge, the church and the word for Thornby, and according to the county it was abolished in 1974. Nobody told the bell.

## A day’s traffic

I sat with him last Wednesday, from seven until dusk. There came:

1. Two children to school, and later two children from school, in a different order.
2. A vet, without an animal, who would not say where she was going.
3. Eleven walkers from Aldermoor, one at a time, because of the raft.
4. A man with a door.
5. Anneliese Brandt, who is fourteen, to play chess. She had rung the bell in the rhythm of the fried liver attack.

In between he reads. He is going through the library of the book boat from A, and has got to Fl. He does not mind being called away in the middle of a sentence. “I get back to it knowing something the author didn’t,” he says. “The weather, mostly.”

The rope is new every second year. The old one goes to the church, where it rings the fifth bell.`,
  },
  {
    paper: 'gauge',
    slug: 'withy-cross-floods-on-purpose',
    title: 'Withy Cross floods on purpose, and makes a day of it',
    author: 'Edda Rusk',
    tags: ['flood', 'Withy Cross'],
    text: `The sluice at Withy Cross was opened on Saturday at ten to let the river into the meadows, with no flood in sight and the whole village looking on. It was a rehearsal. The authority wanted to see how the water would run since the ditches were cleared. The village wanted to see what it had voted for, and had brought chairs.

The water took its time. It came through the gap in a brown tongue, felt its way along the old furrows, and filled them one by one, so that for some minutes the meadow showed the plough lines of the year 1911. Children ran in front of it. A hare, in no hurry, moved up to the next ridge, and then to the next.

By one there was a lake. It was knee-deep, very still, and had the sky in it. Eleven swans came in to land as if they had booked.

## What was learnt

- The lower gate leaks on the left. It is to be packed.
- The footbridge stays dry, and so do the otters’ stones.
- The road goes under for forty metres, as calculated. The sign saying so had been set up at metre thirty.

Adela Fynn’s ducks discovered the lake at two o’clock and have not come home. They have been counted, and there are nine. She is told that they will return when it drains, on Tuesday. She has moved her chair to the edge of it, with a bag of corn, and is in negotiations.`,
  },
]
