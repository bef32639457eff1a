/** Recipes, chess and cycling that appear while the stand is open. */
import type { Draft } from '../articles.ts'

export const laterTable: readonly Draft[] = [
  {
    paper: 'copperpan',
    slug: 'leeks-from-a-bandstand',
    title: 'Leeks, slowly, in the manner of a bandstand',
    author: 'Hanneke Dorr',
    tags: ['recipe', 'vegetables'],
    also: { gazette: 'fragment' },
    text: `Gerrit Aske has paid his rent to the tuba for a month in advance, and as the tuba lives alone, I was given the leeks. They were as thick as my wrist and had been stored in the draught of a cast-iron dome. I can recommend it. But a shed will do.

Most people treat the leek as an onion with ambitions. It is used to begin things. I should like to put in a word for making it the end.

## For four

- 8 leeks, the white and the pale green
- 80 g of butter, or good oil
- half a glass of white wine
- a sprig of thyme, a bay leaf
- 2 hard-boiled eggs
- a spoonful of capers, a spoonful of mustard, parsley, vinegar

## How

1. Cut the leeks into pieces as long as a finger, without letting them fall apart. Stand them in cold water for ten minutes, root side up. The sand goes out by itself, if you let it.
2. Lay them side by side in a wide pan with the butter, the herbs, salt, and the wine. A circle of paper on top, a lid on that. Now forty minutes, on the smallest flame that you have. Do not stir. Do not look more than twice.
3. Chop eggs, capers and parsley. Stir in mustard, vinegar and the buttery juice from the pan.
4. Warm leeks, cold sauce, bread.

They should be so soft that a spoon will do. If they squeak, give them ten minutes more, and play them something slow.`,
  },
  {
    paper: 'copperpan',
    slug: 'striped-bread',
    title: 'By request: the striped bread',
    author: 'Hanneke Dorr',
    tags: ['recipe', 'bread', 'Ottilie'],
    text: `I have been asked for it at the counter, in the street, and once through the window of a moving bus. So be it. The stripes came from a generator that belongs to a carousel. It gave the top element power for twenty seconds and then took it away for ten, and the crust kept the score.

You can do this at home, with a grill and some patience, and I have no idea why you should. But a promise is a promise.

## The dough

- 500 g of strong flour
- 330 g of water
- 10 g of salt
- 3 g of fresh yeast, a piece the size of a pea
- time: from supper to breakfast

Stir it together at night, cover it, and leave it in a cool place. In the morning fold it four times, shape it, and let it rise for one hour more.

## The stripes

1. Heat the oven to 230 with a stone or an upturned tray in it. Bake the loaf for twenty-five minutes, until it is done but pale.
2. Lay strips of folded baking paper across it, two fingers apart. Now the grill, as hot as it will go, for two minutes. Stay there. I mean it.
3. Off with the paper. There it is.

It tastes the same along the dark stripes as along the light ones, whatever people say. The carousel goes back on the road in March. Its owner came in with the first loaf of the second day under his arm, cut open, to show me. “Look,” he said, “waltz time.”`,
  },
  {
    paper: 'zwischenzug',
    slug: 'a-game-by-ferry',
    title: 'A game by ferry, one move a sailing',
    author: 'Mirko Vasile',
    tags: ['chess', 'Quill Island'],
    also: { lamp: 'textFragment' },
    text: `Since the timetable was cut to three sailings a day, the longest game in the region has become a little longer. Pellport and Quill Island have been playing it since the sixth of May. A move is written on the back of a luggage label, tied to the rail of the Petrel, and read on the other side.

The island has White, by lot. It is in a slightly worse position, which it denies. Its moves are decided in the post office after the second boat, by a show of hands, and it does happen that the cat is counted. Pellport decides in the back room of the Anchor and has, accordingly, played better before eight o’clock than after.

## The label that got wet

In the storm, the label with Black’s twenty-third move was on the rail. It came back four days later with the ink run. What could be made out was a capital R and a digit, either a 2 or a 7. With a 2, Black wins a pawn. With a 7, he loses the thread.

The rules of 1987 provide that a move is what can be read. The island’s schoolteacher, whom both sides trust, held the label over a candle. It was a 2. She says that she saw it clearly. It is true that her pupils were all for Black.

## Where it stands

White: Kg1, Re1, Nf3, pawns a3, b2, f2, g3, h2. Black: Kg8, Rc2, Bb7, pawns a6, d5, f7, g7, h6. White to move, with the noon boat, wind permitting.`,
  },
  {
    paper: 'zwischenzug',
    slug: 'the-piece-under-the-table',
    title: 'The piece under the table, and other things not in the rules',
    author: 'Mirko Vasile',
    tags: ['chess', 'club', 'rules'],
    text: `The rules committee of the club consists of three persons and met for four hours about a bishop. It had fallen off the board in the second round, on move sixteen, had rolled under a radiator, and could not be got out. Play went on with a salt cellar in its place. On move thirty White took the salt cellar, and Black put some on his chips.

Was it a capture? The piece was not on the board any more, but it had not been for some time. White maintained that what stands on c5 *is* the bishop. Black said he had thought it was his supper.

## The findings

1. An object is a piece when both players have treated it as one, even if they regret it.
2. A piece that has been eaten, seasoned or otherwise used up is captured.
3. The player who moves the radiator does not thereby lose the right to castle.

## A timetable is a resource

The committee also had before it the question from the simultaneous, whether one may offer a draw because of a train. It found that one may *offer* a draw for any reason, or for none, that the truth of the reason is no concern of the opponent, and that vicars are to be given the benefit of the doubt.

The bishop was recovered on Thursday, with a magnet on a string, though it is made of wood. There was a drawing pin in it. It has been playing on the long diagonal since, and is said to be attracted to the rook’s file.`,
  },
  {
    paper: 'wheelers',
    slug: 'twelve-wheels-to-thornby',
    title: 'Six riders, twelve wheels, one tram full of hens',
    author: 'Bertil Sondergaard',
    tags: ['cycling', 'club'],
    also: { gauge: 'utm' },
    text: `First winter ride, Thornby and back, thirty-eight kilometres, three degrees above zero. Six started, among them two visitors and one visitor’s aunt, as invited. The aunt, Mrs Perpetua Gray, is seventy-four. She rode a machine with a basket, and in the basket, a smaller dog than one would have expected from the barking.

By rule one the slowest rider sets the pace. For eleven kilometres that was supposed to be Mrs Gray. At the foot of the hill at Withy Cross she asked politely if it was allowed to go ahead and wait. She waited at the top with her flask out. From there on the slowest rider was the treasurer.

## The tram

Car number 9 of the old Pellport tramway stands in the orchard behind the tea room, on forty metres of rail. There are thirty-one hens in it. They sit on the benches, facing forward. When the farmer rings the conductor’s bell they get off, by the rear platform, for corn.

“I never taught them that,” he says. “They just picked it up.” He would still sell it back to the town, but the hens would have to be asked.

## Log

- Punctures: one, mended in nine minutes, in drizzle, with a chair lent by a farmer’s wife
- Cake: ginger, Signe, seven of ten for lift and ten of ten for weight
- Mudguards: five of six. The sixth was spoken to.

Next Sunday: Lake Imber, nine by the fast clock. Mrs Gray has asked whether there is a longer version.`,
  },
  {
    paper: 'wheelers',
    slug: 'the-light-that-would-not-go-out',
    title: 'Which lamp? Eleven of them, tested on the way to Hagby',
    author: 'Signe Aaltonen',
    tags: ['cycling', 'workshop', 'test'],
    text: `The shortest day is coming, and with it the ride to the lighthouse, for which lamps are required. “Required” has, in the past, been taken to include a candle in a jar. So the workshop borrowed eleven lamps, charged them fully, hung them in a row on the fence by the slip, and watched. It took two nights. There was a thermos.

| Lamp | Promised | Lasted | Seen from |
| Brightest in the catalogue | 4 h | 1 h 50 | 900 m |
| Second brightest | 5 h | 2 h 35 | 850 m |
| The cheap one | 6 h | 6 h 10 | 500 m |
| Hub dynamo, 1986 | – | as long as you ride | 400 m |
| Candle in a jar | – | 7 h | 60 m |

## What we learnt

Light is not the point. *Being seen* is, and beyond four hundred metres it makes no difference to the bus. Anything that lasts an hour longer than the ride is enough. Blinking was no help. From a distance a blinking lamp cannot be judged for how far off it is, as the harbour master pointed out when she came to ask what we were signalling.

Two of the eleven turned themselves off without a warning. One of those was the dearest. One could not be turned off at all, and is in a bucket behind the workshop, where it can be seen from Quill Island.

Reflectors cost next to nothing and do not run out. Put one on each ankle. They go up and down, and nothing else in the whole night does that but a cyclist.`,
  },
]
