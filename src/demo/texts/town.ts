/** Ferry, bridge, bus and market hall: what a town talks about when there is no storm. */
import { type Draft, retold } from '../articles.ts'

const ferry: Draft = {
  paper: 'gazette',
  slug: 'petrel-sails-again',
  title: 'The Petrel sails again, with 61 passengers and a piano',
  author: 'Piers Calloway',
  daysAgo: 2.9,
  tags: ['ferry', 'Quill Island'],
  also: { coastwire: 'fragment' },
  text: `The ferry to Quill Island went back into service at eight this morning, four days after Ottilie shut the approach. The Petrel left Nether Quay with 61 passengers, eleven sacks of post, the island’s bread and an upright piano that had been waiting on the quay under a tarpaulin since before the storm.

Divers cleared the last of the loose stone from the channel on the evening before. The harbour office sounded it twice, and then sent the pilot cutter through at low water with the harbour master herself at the lead line. “I wanted to hear it, not read it,” said Berit Halloran. The bottom is sand again where it should be sand.

## A winter timetable, for now

Until the gap in the mole is closed, the ferry will not sail in winds above force six from the south or the east. The company has drawn up a short timetable:

| From Pellport | From Quill Island |
| 8.00 | 9.15 |
| 12.30 | 13.45 |
| 17.00 | 18.15 |

The late boat on Fridays is gone until spring, which the island’s two publicans called a disaster and its schoolteacher a blessing.

The warden of the island, Ebba Lindqvist, met the boat in oilskins. In the four days there had been no shortage of anything, she said, except of news that was not about the weather. She took delivery of the papers, the vet and the piano, in that order. It was played on the slip before it was carried up, to see whether it had suffered. It had, but only in the upper octave, which on the island nobody is expected to use.`,
}

export const town: readonly Draft[] = [
  ferry,
  retold(ferry, {
    paper: 'today',
    slug: 'ferry-back-with-piano',
    title: 'Ferry is BACK, and you won’t guess what was on board (it was a piano)',
    author: 'Today newsroom',
    daysAgo: 2.7,
    tags: ['ferry'],
    edits: [
      [
        'The ferry to Quill Island went back into service at eight this morning',
        'Good news for islanders: the ferry to Quill Island is running again',
      ],
      [
        'which the island’s two publicans called a disaster and its schoolteacher a blessing',
        'and opinions on the island differ',
      ],
    ],
  }),
  retold(ferry, {
    paper: 'tidewatch',
    slug: 'quill-ferry-resumes',
    title: 'Quill ferry resumes after four days; no sailings above force six',
    author: 'Marit Ostrow',
    daysAgo: 2.6,
    tags: ['ferry', 'Quill Island'],
    edits: [
      ['went back into service at eight this morning', 'has gone back into service'],
      [
        '“I wanted to hear it, not read it,” said Berit Halloran.',
        '“I wanted to hear the bottom, not read about it,” Halloran told Tidewatch.',
      ],
      [
        'The warden of the island, Ebba Lindqvist, met the boat in oilskins.',
        'Ebba Lindqvist, the island’s warden, was waiting on the slip in oilskins.',
      ],
    ],
    tail: 'Season tickets will be extended by a week. Passengers who bought singles may keep them as souvenirs, the company said, or bring them to the kiosk.',
  }),
  {
    paper: 'tidewatch',
    slug: 'bridge-stuck-with-wedding',
    title: 'Fishgate Bridge sticks half open with a wedding on it',
    author: 'Lotte Banneker',
    daysAgo: 9.5,
    tags: ['bridge', 'people'],
    text: `The swing bridge at Fishgate stopped half way through its turn on Saturday afternoon with a bride, a groom, fourteen guests and a hired accordion on the moving part. It stayed there for two hours and ten minutes, in sunshine, in the middle of the river, attached to neither bank.

The party had been crossing on foot from the church to the Customs House when the bell rang. Most of them stopped. The couple, Ines Marchetti and Rowan Peel, did not hear it, because of the accordion. By the time the bridge keeper saw the veil, the span was already moving, and an order from 1926 says that a span in motion is not to be reversed.

## A pin the length of a forearm

What stuck was a locking pin that should have withdrawn and did not. The keeper, Osric Thole, has turned the bridge for twenty-two years and says it has always been the pin. “I have asked for a new one each spring. I get grease.”

Guests on the banks sent over what they had, by a dinghy that belonged to the yacht the bridge had been opened for. The yacht’s owner, a dentist from Aldermoor, contributed two bottles and was invited to the dinner. The cake went across in three journeys. The first dance was held where the two roads would have met.

> It was exactly the right size for us. I do not see how we would have fitted in the Customs House.
-- Ines Marchetti

The borough engineer has promised to order a pin. The order of 1926 will be looked at. The bridge keeper was given the top tier of the cake, which he has put, he says, where he used to keep the grease.`,
  },
  {
    paper: 'gazette',
    slug: 'tram-survey-begins',
    title: 'Men with poles in Ropewalk: the tram survey has begun',
    author: 'Celeste Amory',
    daysAgo: 12.0,
    tags: ['transport', 'council'],
    text: `Residents of the old quarter woke on Monday to find small crosses painted on their pavements, and by noon the rumours were complete. The crosses mark gas, said one. They mark houses to be pulled down, said another. They mark the course of a tramline that Pellport may or may not build, said the two surveyors, who had been standing there with a pole all along.

The line would run for 5.4 kilometres from the station by way of Fishgate and Ropewalk to the hospital on Lantern Hill. It would climb eighty-one metres, more than a tram likes, with one bend that the surveyors call “interesting” and that the street calls Drunkard’s Elbow.

## For and against, so far

- The hospital is for it. Its car park is full by half past seven.
- The traders of Ropewalk are against two years of digging, and for what comes after.
- The bus company is for a tram that stops where buses do not.
- The cats of Drunkard’s Elbow have not been heard.

Councillor Maud Etheridge, who chairs the transport committee, stresses that nothing has been decided. “A survey is a question, not an answer,” she said. It is a question that costs 240,000, to which the region adds the same again.

The previous tram, the older among our readers will remember, ran until 1951, when the last car was sold to a farmer in Thornby, who keeps hens in it to this day. He has let it be known that he would sell it back.

Results are expected in the spring. The crosses are of chalk, and the rain has already begun to vote.`,
  },
  {
    paper: 'tidewatch',
    slug: 'the-last-bus-is-a-taxi',
    title: 'The last bus is a taxi, and it is full',
    author: 'Lotte Banneker',
    daysAgo: 7.4,
    tags: ['transport', 'night'],
    text: `Since the autumn timetable, the last bus to Thornby has been a taxi. It leaves the station at twenty past eleven, takes bus fares and bus passes, stops at bus stops, and seats eight. On Friday there were thirteen people waiting for it.

“It is a good taxi and a bad bus,” said Yusra Haddad, a nurse who takes it home four nights a week. When it is full, the driver, Clem Attwater, goes to Thornby and comes back for the rest. He is not paid for the second trip. He reads the meter out to himself on the way, he says, so as to know what he is giving.

The arrangement was meant to save 38,000 a year. Figures that Tidewatch has seen put the saving so far at a third of that, chiefly because the company must hire a second car on Saturdays, when the cinema comes out.

## A committee of the bus stop

Those who wait have formed a committee of sorts. It has a list, kept by a retired bookkeeper, of who lives furthest and who has been on their feet longest. It has a flask. On wet nights the chip shop across the road leaves its awning down until the second trip has gone. The owner says that this is an oversight, and that it will go on happening.

The company’s area manager came to see for himself on Thursday, by car. He agreed that thirteen does not go into eight. From next month a small bus will run on Fridays and Saturdays. The other nights are “under review”.

Attwater will drive the bus. He has asked for one with a meter, from habit.`,
  },
  {
    paper: 'gazette',
    slug: 'market-hall-roof',
    title: 'A third of a roof: what is to become of the market hall',
    author: 'Celeste Amory',
    daysAgo: 3.9,
    tags: ['market hall', 'Ottilie', 'council'],
    text: `There is a good view of the stars from the cheese stall. Ottilie took eleven of the thirty-two bays of the market hall’s iron roof, and with them the clock, which came down on the fish side at a quarter to two and has shown that time ever since.

The hall was put up in 1887 by a firm that built railway stations and did not see why a market should be anything else. It is listed. That means that the missing bays must be made as the old ones were, of wrought iron and rolled glass, by people who know how. The borough has found one such firm. It has four employees and is busy until next autumn.

## Three proposals

Until then the stallholders have three choices before them, and will vote on Sunday after closing.

1. Stay, under a canvas roof hired from the circus, which has offered it at half price.
2. Move to the customs shed, which is dry but has no drains, and is used by the band.
3. Crowd together beneath the twenty-one bays that are left, and draw lots for places.

Fenna Storch, who has sold cheese in the hall for thirty-four years, is for the canvas. “I have been too hot here and too cold, but I have never been bored.” The fish side is for the shed. The greengrocers are said to be divided, and have stopped lending each other change.

As for the clock, the jeweller in Fishgate has looked at it and believes it can be made to go. The stallholders have asked him to wait. There is a feeling that a quarter to two deserves to be kept for a while.`,
  },
  {
    paper: 'gazette',
    slug: 'the-book-boat',
    title: 'The book boat is nine, and has lost only forty books to the water',
    author: 'Celeste Amory',
    daysAgo: 11.1,
    tags: ['library', 'river', 'people'],
    also: { gauge: 'utm' },
    text: `Every second Wednesday a former coal lighter called the Second Edition goes up the Arrin with the tide, carrying two thousand books, a librarian and a dog. She stops at seven landings. At four of them there is no road to speak of, and at one there is no landing either, so that the books are lowered in a basket.

The boat is nine years old as a library and ninety-one as a boat. Librarian Theodora Quill, no relation to the island, has been aboard since the beginning. She keeps a tally by the stove: 61,400 loans, 40 books lost overboard, of which 12 floated, and one proposal of marriage, accepted.

## What the river reads

The taste of the river differs from that of the town. Upstream of the weir they borrow crime, bee-keeping and anything about the sea. Near the mouth they borrow about mountains. Large print goes well everywhere in winter, “because of the lamps”, and the single most borrowed volume is a manual on the repair of outboard motors, which comes back each time a little darker.

Children at Withy Cross may keep a book for as long as the river is too high for the boat to pass the footbridge. In the wet autumn three years ago that was seven weeks. “They had them by heart,” says Quill. “One boy recited the index.”

The county meant to end the service in spring and to send the books by post. It received 1,108 letters, most of them by hand and by boat. The service has been extended by three years.

The dog, Errata, does not like books. She likes the basket.`,
  },
]
