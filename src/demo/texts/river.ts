/** Up the river: otters, eels, mills and meadows; and the whale that came in by the other end. */
import { type Draft, retold } from '../articles.ts'

const whale: Draft = {
  paper: 'tidewatch',
  slug: 'humpback-in-the-estuary',
  title: 'Humpback in the estuary: eleven metres, no hurry',
  author: 'Lotte Banneker',
  daysAgo: 3.1,
  tags: ['nature', 'whale', 'harbour'],
  text: `A humpback whale has been swimming in the mouth of the Arrin since Tuesday. It came in on the morning tide through the gap that Ottilie left in the mole, went up as far as the swing bridge, turned there with some care, and has since gone back and forth between the lifeboat slip and the sand bar. It is about eleven metres long and seems to be well.

Dr Nkechi Adair, of the marine institute, who has been out to it twice in a rowing boat, takes it for a young male that followed the herring. “It is not lost. It is having lunch,” she said. It breathes every four to seven minutes. There is a net scar, old and healed, on the left side of the tail.

## Keep your distance

The harbour office has asked all boats to keep a hundred metres away and to stop their engines if the whale comes nearer of its own accord. The ferry makes half speed from the bridge to the bar. Drones are forbidden. The first was in the air within the hour, and the second brought it down.

On land there is no limit, and it is estimated that four thousand people stood on the promenade on Wednesday, which is more than for the regatta. The fish stalls ran out of everything. A school class counted breaths and made a graph.

Whether it will find the way out again is a question the institute is calm about. The gap is forty metres wide, and the whale has been seen to look at it. The stones for the temporary bank will not be laid before it has gone. The engineers have put that in writing.`,
}

export const river: readonly Draft[] = [
  whale,
  retold(whale, {
    paper: 'gauge',
    slug: 'whale-at-the-mouth',
    title: 'A whale at the mouth of our river',
    author: 'Edda Rusk',
    daysAgo: 2.9,
    tags: ['nature', 'whale'],
    lead: 'It has not come as far as the weir, and nobody should drive to Upper Sorn to see it.',
    edits: [
      [
        'A humpback whale has been swimming in the mouth of the Arrin since Tuesday.',
        'Since Tuesday a humpback whale has been swimming in the mouth of the Arrin.',
      ],
      ['which is more than for the regatta', 'a great many of them from upriver, to judge by the cars'],
    ],
  }),
  retold(whale, {
    paper: 'today',
    slug: 'whale-watch-live',
    title: 'WHALE WATCH: everything we know about Pellport’s giant visitor',
    author: 'Today newsroom',
    daysAgo: 2.5,
    tags: ['whale'],
    edits: [
      ['There is a net scar, old and healed, on the left side of the tail.', 'Its tail carries an old net scar.'],
      ['The first was in the air within the hour, and the second brought it down.', 'Two have crashed already.'],
    ],
    tail: 'Have you seen the whale? Send us your pictures, your sketches and your poems.',
  }),
  {
    paper: 'gauge',
    slug: 'the-otters-of-withy-cross',
    title: 'The otters of Withy Cross are back, and have opinions about ducks',
    author: 'Edda Rusk',
    daysAgo: 8.8,
    tags: ['nature', 'otters', 'Withy Cross'],
    text: `The camera on the footbridge was put there to count bicycles. At 4.12 on a morning last week it counted three otters, one large and two small, walking in single file from left to right, on the proper side of the white line.

They are the first young otters to be seen on this stretch since 1974. Old ones have passed through from time to time, as commercial travellers used to, without stopping. That a female has raised cubs here means, says the river warden, Halvard Moss, that the river has been good for a year or longer: clean, full of eels, and not too tidy.

## The meadows again

Moss has no doubt where they live. When the flood bank at Withy Cross was taken down, the willows were left to lie where they fell. The Upriver List called it a disgrace and the otters, it appears, call it a house. There are prints along the ditch and, on a flat stone below the footbridge, what naturalists call a spraint and the parish clerk has asked us to describe no further.

Not everyone is charmed. Adela Fynn, who keeps ornamental ducks at Mill End, had fourteen and has nine. She has been lent an electric fence, and has been told, to her annoyance, that it is mild. The fishing club is content so far. Eels make up nine tenths of the menu, and the club does not care for eels.

Visitors are asked not to come with dogs, drones or biscuits. The best time is before dawn. The best place is your own bed, from which the footbridge camera can be watched, bicycles and all.`,
  },
  {
    paper: 'gauge',
    slug: 'a-staircase-for-eels',
    title: 'A staircase for eels, made of bristles and patience',
    author: 'Halvard Moss',
    daysAgo: 15.2,
    tags: ['nature', 'eels', 'weir'],
    text: `An eel as thin as a bootlace has swum here from the far side of an ocean, has taken two or three years over it, and finds at Upper Sorn a wall. It is two metres and ten high and has been there since the monks. For most of that time the eels got by through the leaks. Then the weir was repaired.

The pass that was opened on Sunday is a sloping gutter filled with bristles, like a long brush, with a trickle of water down it. The young eels do not swim up it. They wriggle between the bristles, resting when they like, and reach the top in about forty minutes. A little tank at the head of the pass holds them until they have been counted.

## The first week

| Night | Eels |
| Sunday | 3 |
| Monday | 0 |
| Tuesday | 41 |
| Wednesday | 212 |
| Thursday | 1,870 |

Nobody had expected the Thursday. It was warm, it rained, and there was no moon. The volunteer on duty, a retired postman called Gideon Farrow, had brought a pencil and one sheet of paper. He counted until three, in fives, and then by the bucket.

The pass cost 18,000, less than a tenth of what it would have cost to build steps for salmon, which are stronger and more admired. The mill owner gave the land. The angling club gave the bristles, which come from the county’s road sweepers and have been washed.

What goes up must come down. In eight or twenty years these eels will go back to the sea to spawn, on some wild night in autumn. The weir will be easy then: they go over the top.`,
  },
  {
    paper: 'gauge',
    slug: 'lake-imber-is-rising',
    title: 'Lake Imber is rising, and the drowned chapel has gone under again',
    author: 'Corwin Slate',
    daysAgo: 6.8,
    tags: ['water', 'Lake Imber'],
    text: `All through September people walked out across the cracked floor of Lake Imber to see what the water had given back: the stumps of an orchard, a cattle trough, the humped bridge, and the chapel of Old Lanmoor up to its window sills. On Friday the chapel went under again. A man from the water company took a photograph and said it was a pleasure.

The reservoir is at 61 parts in a hundred. In September it was at 49, the lowest since it was filled in 1961, and the hosepipe rule came into force for the first time in seventeen years. It will be lifted at the end of the week.

![imber-level] A dry summer and a wet autumn, as Lake Imber saw them.

## What the drought brought up

The county’s archaeologists had nine weeks. They measured the bridge, which is older than had been thought, and found beneath its second arch the names of eleven masons. They lifted from the trough a child’s shoe, of the sort that used to be put into walls for luck. They left the orchard to the people who had been born beside it.

There are nine of those. The eldest, Winifred Garrow, is eighty-nine. She was taken out on a cart and found the stump of the tree she had fallen from.

> It was a good deal higher then. So was I.
-- Winifred Garrow

The company will decide by spring whether to raise the dam by a metre and a half. That would hold a dry summer’s worth more. It would also mean that the chapel, next time, would have to wait for a drier one.`,
  },
  {
    paper: 'gauge',
    slug: 'mill-end-grinds-again',
    title: 'Mill End grinds again, at the speed of a slow walk',
    author: 'Corwin Slate',
    daysAgo: 12.4,
    tags: ['mill', 'bread', 'craft'],
    also: { copperpan: 'utm' },
    text: `The wheel at Mill End turned for the first time in sixty-three years on Saturday, made one round, stopped, thought about it, and went on. By evening it had ground a hundredweight of rye. Nobody had planned to go so far on the first day, but nobody wanted to be the one to shut the sluice.

Ansel and Brigid Rowe bought the mill eleven years ago as a place to live. The wheel was a heap of oak in the nettles. They are neither of them millers: he restores church organs and she taught mathematics. “It is a very large, very simple organ,” he says, “with one note.”

## Stones that remember

The upper stone weighs nine hundred kilos and had not been lifted since the war. Its furrows had to be cut again by hand, with a tool for which there was no longer a word in any catalogue. They found a man in Skerry Bay, aged ninety-one, who had a set in his shed and the word in his head. It is a *thrift*, and what it holds is a *bill*.

The mill makes six kilos a minute when the river is right, which is on about two hundred days a year. At that rate it will not feed the county. It feeds Hanneke Dorr’s bakery in Pellport, which has taken the whole of the rye for a loaf that it will call, after some discussion, Mill End.

The Rowes keep Saturdays for visitors. Children may put a hand in the flour as it comes down the chute. It is warm, which everybody knew once, and which surprises everybody now.`,
  },
  {
    paper: 'gauge',
    slug: 'toad-patrol',
    title: 'Toad patrol: 1,312 carried across, one hat lost',
    author: 'Edda Rusk',
    daysAgo: 19.0,
    tags: ['nature', 'toads', 'volunteers'],
    text: `The autumn count is in. On twenty-two wet nights the volunteers of Thornby stood on the Lanmoor road with buckets and torches, stopped the traffic where there was any, and carried 1,312 toads from the wood to the water side. Last year it was 890. One hat was lost, to a lorry.

Toads move twice: in spring, in a hurry, to breed, and in autumn, without one, to be near the pond by the time it matters. In autumn they dawdle. They sit on the warm tarmac and look at the headlamps. It is for these that the patrol was founded, eight years ago, by a driving instructor who had to stop so often that his pupils failed to learn third gear.

## How to pick up a toad

- Wet your hands. A dry hand is a hot stove to a toad.
- Take it behind the front legs, as you would a cup without a handle.
- Put it down on the side it was facing, not the side you think better of.
- Do not kiss it. It has been tried, on behalf of several people.

The county offered a tunnel, as there is on the bypass. The patrol has looked at the one on the bypass and found that it is used mainly by a badger. It has asked for a sign, and has been given one, with a toad upon it which the volunteers think handsome and children take for a potato.

Spring duty begins with the first mild rain in February. Buckets are provided. Hats, in view of everything, are not.`,
  },
]
