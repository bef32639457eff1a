/** The chess column and the cycling club: boards, tables and hills. */
import type { Draft } from '../articles.ts'

export const games: readonly Draft[] = [
  {
    paper: 'zwischenzug',
    slug: 'where-to-hide-from-a-rook',
    title: 'Where to hide from a rook',
    author: 'Mirko Vasile',
    daysAgo: 3.8,
    tags: ['chess', 'endgame'],
    text: `The board below was left standing in the back room of the Anchor on Thursday night, when the last boat was called. White was the postmistress, Irmgard Holl. Black was a visitor who would give only his first name. Both took it for a draw and shook hands. Neither should have.

![rook-ending] White to move. The black king is on the wrong side of the board, and that decides it.

White has a pawn, which is little. But her rook on f1 cuts the black king off from the pawn by three whole files, and that is a great deal. The rule of thumb for a pawn on the fifth rank is that two files are enough to win, if the king can get out of the way of the checks.

## The king goes for a walk

The pawn moves first: *1 b6*. Now Black must check, because otherwise the king simply walks up beside the pawn. So *1 … Rb2+ 2 Kc5 Rc2+ 3 Kb5 Rb2+ 4 Ka6 Ra2+ 5 Kb7*, and there is no sixth check. The king stands in front of his own pawn as in a doorway, and the pawn keeps the rain off from below.

After that White brings the rook to the c-file, steps out by *Kc7* or *Kc8*, and pushes. The black king, three files away, arrives in time to congratulate.

## What to remember

Not the moves. Remember that a rook in an ending has two jobs, and that to shut out the other king is often the better one. Remember as well to look at the board once more before you shake hands. The visitor, told of it by the barman, is said to have turned back at the quay.`,
  },
  {
    paper: 'zwischenzug',
    slug: 'twenty-boards-and-one-thermos',
    title: 'Twenty boards and one thermos',
    author: 'Mirko Vasile',
    daysAgo: 9.2,
    tags: ['chess', 'club'],
    text: `Once a year the club sets up its twenty boards in a horseshoe in the customs shed, and somebody stronger than all of us walks round the inside. This year it was Anneliese Brandt, who is fourteen, lives at Upper Sorn, and came with her mother and a thermos.

She won fifteen, drew four and lost one. It took three hours and fifty minutes. She walked, according to the pedometer of her mother, 6.1 kilometres, and sat down twice, both times to think about the same position.

## The loss

It was to Gideon Farrow, the retired postman, who plays as he used to deliver: no hurry, and every house. He gave up a pawn on move nine and had a knight on f5 for the rest of the evening. On move thirty-one she offered her hand and said, “That horse has been looking at me all night.”

## The draws

Three were fair fights. The fourth was against the Reverend Sabine Thole, who had a lost position and a train to catch, and proposed the draw on the latter ground. It was granted. The club’s rules committee has been asked to consider whether a timetable is a resource.

> When you play one person you try to be right. When you play twenty you try not to be silly. It is better training.
-- Anneliese Brandt

Next year she will be fifteen, and has been asked to come again. The committee has decided on twenty-five boards, and on more than one thermos. Juniors under twelve may take back one move. So, by an amendment carried after the second round of drinks, may members over eighty.`,
  },
  {
    paper: 'zwischenzug',
    slug: 'the-king-who-ran-two-errands',
    title: 'The king who ran two errands at once',
    author: 'Mirko Vasile',
    daysAgo: 16.9,
    tags: ['chess', 'study'],
    text: `Somebody asks me every winter to show them one position, only one, that explains why people give up their evenings to this. I always show them the same, and it has only four pieces on it.

![reti-1921] Richard Réti, 1921. White to move, and draw.

Look at it for a minute. The black pawn is running and the white king is two steps behind it: hopeless. The white pawn would like to run too, and the black king is beside it: hopeless. There are two hopeless tasks, in opposite corners. Réti’s king sets out on both.

## The diagonal

*1 Kg7*. He goes towards his own pawn and, since a diagonal on a chessboard is not longer than a straight line, towards Black’s as well. *1 … h4 2 Kf6*. Still he has committed himself to nothing. *2 … Kb6*, to deal with the white pawn. And now *3 Ke5!*, the move for which the whole thing was made.

If Black takes, *3 … Kxc6*, then *4 Kf4* catches the pawn after all. If Black runs, *3 … h3*, then *4 Kd6 h2 5 c7 Kb7 6 Kd7*, and both sides make a queen.

## Why it matters

In life one goes either to the post office or to the bank. On the chessboard there is a road that leads to both, and for several moves nobody can say which it is, including the person walking. The strength of the king lies in not yet having decided.

The first time I showed it in the Anchor a fisherman looked for a long time and said, “He goes where he can see both.” It is the best note on the position that I know.`,
  },
  {
    paper: 'wheelers',
    slug: 'cray-hill-climb',
    title: 'Cray hill climb: a record by four seconds, into the wind',
    author: 'Bertil Sondergaard',
    daysAgo: 5.4,
    tags: ['cycling', 'race', 'results'],
    text: `The sixty-first Cray hill climb was held on Sunday, four fallen trees and one cancelled marquee notwithstanding. Fifty-three riders started at Lanmoor Cross and fifty-three reached the top, if we count Osric Thole, who reached it on foot with his chain in his pocket.

![cray-profile] Six kilometres, 377 metres, and no place to hide after the fourth.

Naima Castellane won in 17 minutes 42 seconds. That is four seconds faster than the record, which had stood since 1994, and she did it into a head wind on the last two kilometres. She did not look at a number all the way up. “I looked at the sheep,” she said. “They were walking slowly, so I thought I had better not.”

| Place | Rider | Time |
| 1 | Naima Castellane | 17:42 |
| 2 | Jonty Pell | 18:09 |
| 3 | Signe Aaltonen | 18:10 |
| 4 | Bruno Teles (junior) | 18:55 |
| 5 | Wendeline Marsh (over 60) | 19:21 |

The second and third places were decided by the width of a glove. The judge, who was in the hedge for shelter, would not be drawn on whose.

Wendeline Marsh was faster than she was at forty. She puts it down to having stopped minding. Her own bicycle, she adds, is older than the man who came fourth, and her tyres are older than his brother.

There was soup at the top from the Copper Pan, in cups, which were held for a long time. The wooden spoon for the slowest descent went, for the third year running, to the treasurer.`,
  },
  {
    paper: 'wheelers',
    slug: 'winter-rides',
    title: 'Winter rides: the list, the rules, and the cake',
    author: 'Bertil Sondergaard',
    daysAgo: 12.2,
    tags: ['cycling', 'club'],
    text: `The winter programme begins on the first Sunday of the month. We meet at nine by the station clock, which is four minutes fast, so that whoever comes at nine is late. Visitors are welcome, and so are visitors’ aunts.

## The rides

- *Thornby and back*, 38 km, flat. There is a tea room. The hens in the tram may be visited.
- *Round Lake Imber*, 54 km, two hills, mud at the north end since the water is coming up again.
- *The Three Weirs*, 61 km, along the river, with stiles. Bring somebody tall.
- *Hagby Light*, 22 km, on the shortest day, to see the sun go down at ten to four. Lamps are required. Hot drinks come by van.
- *The Cray*, as far as one wishes. No disgrace attaches to the third bend.

## The rules

1. Nobody is left behind. The slowest rider sets the pace, and chooses the cake.
2. Mudguards. Those without ride at the back and are spoken to from a distance.
3. Call out holes, ice, horses and cars. Do not call out your opinion of them.
4. Two abreast where it is wide, one where it is narrow, and off where it is flooded.
5. If the forecast says force seven we meet anyway, in the Anchor, and mend things.

## The cake

Each ride ends at a table. Members take turns to bake. A list hangs in the workshop, next to the compressor, and three Sundays are still free. The committee would like to point out that last February’s *energy slice* has since been identified as chain lubricant and oats, and that the baker has been forgiven.`,
  },
  {
    paper: 'wheelers',
    slug: 'mending-a-puncture-in-the-rain',
    title: 'Mending a puncture in the rain, without losing your temper or the valve cap',
    author: 'Signe Aaltonen',
    daysAgo: 17.1,
    tags: ['cycling', 'workshop'],
    text: `Punctures come in the rain. This is not ill luck: water washes flints on to the road and works as a lubricant for whatever wants to go through a tyre. So learn to mend one wet. You will then be able to do it dry for the rest of your life.

## Before you stop

Choose the place. A bus shelter a kilometre on is better than a ditch here, and a flat tyre will survive a kilometre at walking pace. Put everything you take off into your helmet. The helmet is a bowl that you happen to have with you.

## The order of things

1. Wheel out. If it is the back one, change to the smallest sprocket first.
2. Let out the rest of the air and push the tyre down into the middle of the rim, all the way round. It is the step that people skip, and the reason why they need three levers and a rest.
3. One side off. Pull out the tube. Leave the tyre where it is.
4. *Find the thing*. Run a thumb round the inside of the tyre, slowly, with a bit of cloth. There is always a thing. If you do not find it, it will find the next tube.
5. New tube, with a breath of air in it, so that it cannot fold. Patch the old one at home, by the stove.
6. Press the tyre back with your thumbs, starting opposite the valve and finishing at it. Push the valve up before you pump.

Eight minutes is good. My first took fifty, and a farmer’s wife brought me out an umbrella and, after a while, a chair. I think of her each time, and of the valve cap, which must still be there.`,
  },
]
