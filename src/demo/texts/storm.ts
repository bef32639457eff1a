/** The storm of the month: one agency report, three papers that reprint it in their own words, and what each saw itself. */
import { type Draft, retold } from '../articles.ts'

const wire: Draft = {
  paper: 'coastwire',
  slug: 'ottilie-breaks-east-mole',
  title: 'Storm Ottilie breaks forty metres of Pellport’s East Mole',
  author: 'Coastwire',
  daysAgo: 5.7,
  tags: ['storm', 'harbour', 'Ottilie'],
  query: { desk: 'harbour', no: '4102' },
  text: `PELLPORT. Storm Ottilie broke a gap of about forty metres in the East Mole at Pellport on {day 6.6} night, sank five moored boats and cut the power to 1,140 homes between Fishgate and the Terraces. Nobody was killed. Three people were treated for cuts and one for the effects of cold.

The strongest gust, 147 kilometres an hour, was measured at Hagby Light one hour after midnight, as the tide stood within twenty minutes of high water. Harbour master Berit Halloran said the two together were what the mole had been built to bear, “and a little more than it has borne since 1953”.

![ottilie-gusts] The hours in which the mole gave way: strongest gusts at Hagby Light.

## Seven taken off a coaster

At half past two the Pellport lifeboat took all seven crew from the coaster Halcyon Reach, which had lost her rudder south of Quill Island. The ship was held by a tug from Aldermoor at dawn and is at anchor in the roads.

The ferry to Quill Island is suspended until the approach has been sounded for loose stone. The harbour office said this would take “days, not weeks”. The island has bread, paraffin and a doctor, its warden reported by radio.

| What | Count |
| Homes without power at four in the morning | 1,140 |
| Boats sunk at their moorings | 5 |
| People taken off ships | 7 |
| People in the school hall overnight | 212 |

Engineers will inspect the breach by boat as soon as the swell allows. The regional government in Aldermoor has promised to meet half the cost of a temporary rock bank.`,
}

export const storm: readonly Draft[] = [
  wire,
  retold(wire, {
    paper: 'tidewatch',
    slug: 'ottilie-tears-gap-in-east-mole',
    title: 'Ottilie tears forty-metre gap in the East Mole',
    author: 'Marit Ostrow',
    daysAgo: 5.6,
    tags: ['storm', 'harbour', 'Ottilie'],
    lead: 'The mole that three generations of Pellport children have been forbidden to walk on has a hole in it wide enough for the ferry.',
    edits: [
      [
        'PELLPORT. Storm Ottilie broke a gap of about forty metres in the East Mole at Pellport',
        'Storm Ottilie tore a gap of about forty metres in the East Mole',
      ],
      ['and cut the power to 1,140 homes', 'and left 1,140 homes without power'],
      [
        'Harbour master Berit Halloran said the two together were',
        'The two together, harbour master Berit Halloran told this paper at first light, were',
      ],
    ],
    tail: 'The school hall stays open tonight. The kitchen asks for dry socks, and for somebody who can play the piano quietly.',
  }),
  retold(wire, {
    paper: 'gazette',
    slug: 'east-mole-breached',
    title: 'East Mole breached: forty metres gone in one night',
    author: 'From our harbour correspondent',
    daysAgo: 5.5,
    tags: ['storm', 'harbour'],
    edits: [
      ['PELLPORT. Storm Ottilie broke a gap', 'Storm Ottilie has broken a gap'],
      [
        'The island has bread, paraffin and a doctor, its warden reported by radio.',
        'The island wants for nothing but newspapers, its warden reported by radio; a bundle of Gazettes will go out with the first boat.',
      ],
      ['has promised to meet half the cost', 'has offered to pay half the cost'],
    ],
  }),
  retold(wire, {
    paper: 'gauge',
    slug: 'what-ottilie-did-at-the-mouth',
    title: 'What Ottilie did at the mouth while we watched the weir',
    author: 'Edda Rusk',
    daysAgo: 5.3,
    tags: ['storm', 'river', 'Ottilie'],
    lead: 'Upriver we sat up with the weir, and heard only in the morning what the sea had done at the other end.',
    edits: [
      ['PELLPORT. Storm Ottilie broke', 'The storm broke'],
      [
        'Three people were treated for cuts and one for the effects of cold.',
        'Three people needed stitches, one a hot bath.',
      ],
      [
        'Engineers will inspect the breach by boat as soon as the swell allows.',
        'Engineers will look at the breach by boat when the swell lies down.',
      ],
    ],
  }),
  {
    paper: 'tidewatch',
    slug: 'seven-from-the-halcyon-reach',
    title: 'Seven from the Halcyon Reach: the lifeboat’s night, as its crew tell it',
    author: 'Marit Ostrow',
    daysAgo: 4.6,
    tags: ['lifeboat', 'Ottilie', 'people'],
    text: `The pager went at 1.48. Coxswain Tam Oyelaran was already awake, because his roof was leaving. He put a bucket under the worst of it, told his wife he would see to the slates when he came back, and ran down Lantern Hill in his slippers.

“You cannot run in sea boots,” he said yesterday, over the first hot meal the crew had eaten together since. “So you run in what you have, and the boots are at the station.” Six of the crew came in slippers. The seventh, Wen Abara, is nineteen and came barefoot.

## No rudder, and the island to leeward

The Halcyon Reach, 82 metres, with a cargo of roofing timber, had lost her rudder at one o’clock and was going sideways towards Quill Island at two knots. Her master, Ilja Brandt, had both anchors down. Neither held. He had the crew on deck in a line, in order of age, the youngest first.

The lifeboat made eleven runs at her. On four of them nobody could jump. On seven somebody did. The cook, who was third, threw his knives across beforehand, rolled in an apron, and asked after them before he asked after anything else.

> You do not count them as they come. You count them once, when it is over, and then you count them again.
-- Tam Oyelaran, coxswain

The tug Aldermoor Constance got a line on the empty ship at twenty to six, half a mile from the rocks. By then the seven were in the station kitchen in other people’s jumpers. Brandt, who left his ship last, asked to be taken back aboard as soon as there was light enough to see her by. He was.

The slates are still off. Neighbours have put a sail over the roof, and it is, the coxswain says, a better sail than he would have bought.`,
  },
  {
    paper: 'gazette',
    slug: 'counting-what-ottilie-cost',
    title: 'Counting what Ottilie cost, down to the last lobster pot',
    author: 'Piers Calloway',
    daysAgo: 4.8,
    tags: ['storm', 'money', 'harbour'],
    text: `The first figures are in, and they are large, small and in between. The borough puts the damage done by Ottilie at 6.3 million, of which the mole alone makes up 4.1. That is more than the town takes in a year in harbour dues, and rather less than was feared on the morning itself.

## What is known

- The East Mole: a breach of 41 metres, with the parapet gone for another 30.
- Nether Quay: two cranes out of action, one of which was out of action before.
- Five boats sunk, of which three have been raised; eleven more are damaged.
- The market hall: a third of the roof, as reported, and the clock.
- The fishing co-operative: 1,900 lobster pots, a winter’s income for nine families.

Joaquim Teles, who chairs the co-operative, had the pots counted twice. “The insurers will count them a third time,” he said, “and find fewer, and so we like to start from a number that is true.” The pots were insured against theft and fire. Whether being carried off by the sea is a kind of theft is a question that a lawyer in Aldermoor has been asked to consider.

## What is not

Nobody yet knows what lies on the bottom of the fairway. Divers have found stone, a length of railing and the bandstand’s railing too, but not the bandstand. Until they have finished, nothing that draws more than two metres may come in, and the ice plant is running for half its customers.

Mayor Idris Vannoy asked residents to send photographs of damage to the town hall, and to write on the back what is to be seen on them. Of the first two hundred, he said, sixty show a cat.`,
  },
  {
    paper: 'gauge',
    slug: 'the-weir-that-held',
    title: 'The weir that held: nine centimetres at Upper Sorn',
    author: 'Edda Rusk',
    daysAgo: 4.9,
    tags: ['river', 'Ottilie', 'flood'],
    text: `At twenty past noon on the day after the storm, the Arrin at Sorn Weir stood nine centimetres below the crest of the bank, and there it stopped. Sunniva Dack of the River Authority, who had been reading the board aloud every quarter of an hour since midnight, read it once more to be sure. Then she sat down on an upturned bucket and ate somebody else’s sandwich.

![sorn-level] From noon to noon and beyond: the river in the two days of Ottilie.

It was the highest water at the weir in nineteen years. It would have been over the bank, she says, but for two things. One was the gates, which were renewed last summer against some opposition. The other was the meadows at Withy Cross, which were given back to the river four years ago against a good deal more.

## Where the water went

When the flood bank at Withy Cross was taken down, the meadows became what they had been before 1911: a place for the river to lie down. On {day 5.6} they took in some 1.2 million cubic metres and let it out again over two days. Pauli Renshaw, a hydrologist at the institute in Pellport, has worked out what that did downstream.

> Without the meadows, I get twenty-two centimetres more at the weir. The bank would have gone at about ten in the morning, with the school bus on it.
-- Dr Pauli Renshaw

The farmer who led the opposition, Gerrit Aske, lost the use of his lower fields for a week and has been paid for it, as agreed. He came to the weir himself on the morning of the crest. He did not say that he had been wrong. He brought the sandwiches.`,
  },
  {
    paper: 'tidewatch',
    slug: 'lights-back-on-at-nether-quay',
    title: 'Lights back on at Nether Quay after fifty-one hours',
    author: 'Anselm Ferro',
    daysAgo: 4.2,
    tags: ['power', 'Ottilie'],
    text: `The last street without power since the storm got it back at ten to five yesterday morning, when hardly anybody was awake to notice. Chandlery Row, at the seaward end of Nether Quay, had been dark for fifty-one hours. The first sign, residents say, was Mr Pettibone’s radio, which he had left on.

The fault was found by ear. Salt water had got into a junction box behind the sail loft, and from there into four hundred metres of cable laid in 1968, of which no drawing exists. Two linesmen walked the street with a listening rod, as their grandfathers might have done, and dug where it hummed.

## Ice, insulin and a borrowed generator

The district nurse, Ottoline Sharpe, went from door to door on the first evening with a cool box and a list. Four households on the quay keep insulin in the fridge. It spent two days in the cold store of the fish market, on a shelf marked *Not Bait*.

The bakery of Hanneke Dorr ran on a generator lent by the fairground people, who winter on the hard. The bread came out striped, because the oven’s upper element drew more than the generator cared to give. It sold out both mornings. She has been asked whether the stripes will stay.

## What comes next

The network company means to replace the old cable before the winter and has asked the borough for leave to open the street in three stages. The borough has asked for a drawing this time. A map of the work will hang in the window of the sail loft from Monday.

People on life-saving equipment can put themselves on a list for an early call when a storm is forecast. There were nineteen names on it last week. There are now sixty-four.`,
  },
  {
    paper: 'tidewatch',
    slug: 'why-a-mole-fails',
    title: 'Why a mole fails: the breach explained, with a bathtub',
    author: 'Anselm Ferro',
    daysAgo: 3.4,
    tags: ['engineering', 'harbour', 'explainer'],
    text: `A mole looks like a wall and is in truth a heap. The East Mole is a bank of rubble, widest at the bottom, with an armour of big blocks on the sea side and a walkway on top that everybody takes for the thing itself. What holds it is weight. What undoes it is, more often than not, what happens on the inside.

## Over the top and down the back

A wave that strikes the armour breaks, and that is what the armour is for. A wave that comes over the top falls on the harbour side, where the blocks are small, because nobody expected them to be hit. “Fill a bath, pile up sugar lumps and pour water over them with a jug,” says Rosalind Eck, who teaches physics at the harbour school and did just that with the fifth form this week. “It never goes at the front.”

On the night of Ottilie the water stood so high that waves ran over the mole for nearly two hours. They took out the small stones behind, one at a time. When enough had gone, the walkway hung over nothing. Then it broke, and the armour, which had held, slid backwards into the hole.

## Could it have been foreseen?

It was. A survey of 2011 says in its annex C that the rear slope is “adequate for overtopping of short duration”. Nobody had asked how long was short.

## Three ways to mend it

1. Heavier stone behind. Cheap, quick, and ugly from the promenade.
2. A higher parapet, so that less comes over. This moves the trouble to the ends.
3. A wider crest with a channel in it, which takes the water and leads it off. This costs most, and it is what the engineers would choose.

The council will be shown all three. The fifth form has asked to bring the bath.`,
  },
]
