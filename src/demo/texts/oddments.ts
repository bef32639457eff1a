/** Small papers that stand for odd feeds: one slow, one careless about links, one careless about dates. */
import type { Draft } from '../articles.ts'

export const oddments: readonly Draft[] = [
  {
    paper: 'slowboat',
    slug: 'in-praise-of-the-second-ferry',
    title: 'In praise of the second ferry',
    author: 'Cosima Vray',
    daysAgo: 6.0,
    tags: ['essay', 'ferry'],
    text: `There are people who must have the first ferry. They stand on the quay at a quarter past seven with their collars up, and when the ramp comes down they are the first across it. I have been one of them. I used to arrive on the island with a whole day in front of me, and by noon I had spent it.

The second ferry goes at half past twelve. By then the collars have left. There is room to sit. The mate, who has done the first crossing in silence, has had his breakfast and is prepared to talk about his sister. The light is flat and kind. Nobody on board is in a hurry, for whoever was in a hurry is there already.

## What one misses

One misses the morning, of course. It is said to be very fine. One misses the best bread. But on the second ferry one is overtaken by nothing, and I have found, as I grow older, that not being overtaken is very close to arriving.

My father took the last ferry, always, the one that goes at dusk and does not come back until the next day. I thought him lazy. He sat in the stern, with his face to the harbour, and watched it become small. I see now that he was saying goodbye each week, for practice, to a place that he loved, and was coming to the end of saying it well.

I am not ready for the last ferry. I recommend the second.`,
  },
  {
    paper: 'slowboat',
    slug: 'the-man-who-reads-charts',
    title: 'The man who reads charts as other people read novels',
    author: 'Cosima Vray',
    daysAgo: 16.0,
    tags: ['essay', 'maps', 'people'],
    text: `In a basement in Chandlery Row lives a man who owns eleven hundred sea charts and gets sick in a rowing boat. His name is Lazar Quennell. He repairs watches. In the evening he takes a chart from the drawer, lays it under the lamp, and sails.

“You begin outside,” he told me. “Always outside, in deep water, where there is nothing to read but numbers. Then the numbers become smaller. You feel it in the stomach before you see it. *Forty. Thirty-one. Nineteen.* Then somebody has written *foul*, or *wreck, position doubtful*. Who doubted it? That is a chapter.”

## The ones he will not open

He has a chart of Pellport from 1807 on which the channel runs where the fish market now stands. He has one, of an island in the south, that was surveyed by two brothers who were no longer speaking. The soundings on the east side are in feet, and those on the west in fathoms.

And there are six charts he has never unrolled. They cover the last piece of a coast that he has been going along, evening by evening, since his wife died. He has come a long way. He could finish by the spring.

I asked him what he would do then. He screwed the glass into his eye and bent over somebody’s watch, so that I thought that he had not heard.

“There are new editions,” he said after a time. “The sand moves. One can always go back and see whether it is still true.”`,
  },
  {
    paper: 'circular',
    slug: 'who-has-the-long-ladder',
    title: 'Who has the long ladder?',
    author: 'The committee of six streets',
    daysAgo: 4.1,
    tags: ['neighbours'],
    text: `The long ladder belongs to all six streets and lives in the passage behind number 14. It is not there. It was last seen on the morning after the storm, going uphill, with a person at each end. Nobody is cross. But there are eleven roofs on the list, and the short ladder reaches to the bedroom of none of them.

## While you look for it

- The glue pot, the sack truck and the good saw are also out. The book says who has the saw. Thank you, number 9.
- The street’s tarpaulin is on the roof of the coxswain and may stay there for as long as he needs it. This has been voted on.
- The drain at Drunkard’s Elbow was cleared by the Marchetti children with a soup ladle. The committee would like to replace the ladle.

## Other business

Chalk crosses on the pavement are for the tram and have nothing to do with the committee. Mrs Pettibone of number 22 has offered to learn what each colour means and to report in the next number.

The autumn supper takes place in the passage if it is dry, and in the passage if it is not, beneath the tarpaulin, unless the coxswain has it. Bring a chair, a dish, and something to say. Those who have moved here since the summer are asked to come first and to be told the story of the piano in the well, so that they need not pretend to know it.`,
  },
  {
    paper: 'circular',
    slug: 'lost-one-glove',
    title: 'Lost: one glove, left, with a history',
    author: 'The committee of six streets',
    daysAgo: 4.0,
    tags: ['neighbours'],
    anonymous: true,
    text: `Lost between the pump and the bakery, on the morning after the storm: one woollen glove, left hand, grey, with a red thumb. The thumb is not the fault of the glove. It was knitted on afterwards by the owner’s aunt, who had only red, when the dog had eaten the first one.

The right glove is safe, and is said to be inconsolable. It has been hung on the nail by the pump, where it points towards the bakery. If you find the left one, please hang it beside it. There is no reward. But the aunt, who is ninety-one and follows the matter closely from her window, has let it be known that she has wool left over.

## Found, meanwhile

- One oar, at a height of two metres, in the pear tree of number 11
- A tin box with buttons, sorted by a person of firm views
- A hat, believed to be that of a toad patroller
- Four right-hand gloves

The committee regrets that this notice has neither an address nor a number. It was typed late at night, at the back of the sail loft, on a machine that has lost both keys. Those who want to answer know where the nail is.`,
  },
  {
    paper: 'circular',
    slug: 'minutes-of-the-passage',
    title: 'Minutes of the meeting in the passage',
    author: 'The committee of six streets',
    daysAgo: 11.5,
    tags: ['neighbours', 'minutes'],
    text: `Present: nineteen, a baby, and Mr Thole’s bicycle, which he would not leave outside. In the chair: the chair from number 6, with Mrs Haddad on it. Apologies: from those who had gone to look at the bell.

## 1. The lamp

The lamp in the passage has been out since August. The borough says it is private. The owner of the passage, according to the deeds, is a company for the import of ostrich feathers that was wound up in 1913. Resolved: to buy a bulb.

## 2. The cat

The cat of number 17 has been entering by the window of number 19 and sleeping on the ironing. Number 19 does not object to the cat. Number 17 objects to the fact that it comes home smelling of lavender. Referred to the cat.

## 3. Noise

Young Bruno Teles practises the cornet between six and seven. Three were in favour of six, four of seven, and his grandmother of both. He was asked to play. It was quiet for a time afterwards. Resolved: between six and seven.

## 4. The tram

It was noted that there would be a tram, or not. Discussion was lively, and was ended by rain.

## 5. Any other business

Mrs Etheridge thanked whoever leaves apples on the steps. Nobody knew who it was. Everybody looked at Mr Moss, who looked at the lamp.

The meeting closed at nine, in the dark, and was continued on the way home.`,
  },
  {
    paper: 'almanac',
    slug: 'the-day-that-was-left-out',
    title: 'The day that was left out, and who was paid for it',
    author: 'Barnaby Crake',
    daysAgo: 8.5,
    dateAs: 'Tue, 31 Feb 2026 25:61:00 GMT',
    tags: ['history', 'calendar'],
    text: `When the country changed its calendar in the eighteenth century it went to bed on one date and got up eleven days later. Pellport, the parish books make clear, got up twelve days later. The order had come by ship, had been copied by a clerk with a cold, and was carried out as written.

For fifty-three weeks the town was one day ahead of the kingdom. The market was held on what was, elsewhere, Friday. Ships that came in on a Monday went out on the previous Sunday, which the master of one of them entered in his log without comment. A child born in Fishgate on the missing day was christened Nemo, and celebrated throughout a long life whenever he pleased.

## The wages of one day

The matter came to light through money. The rope-makers had been paid by the month, and had been paid, as they worked out on the back of a bill, for one day that had not taken place. The owners wanted it back. The rope-makers replied that if the day had not taken place, then neither had the work, and asked for the rope.

The magistrate at Aldermoor found for nobody. He ordered the town to have one date twice, at a time of its own choosing. It chose the twenty-fourth of June, when the evening is longest, and the second twenty-fourth of June 1754 is remembered in three songs.

The editor of this almanac has set the date of this article with his usual care.`,
  },
  {
    paper: 'almanac',
    slug: 'a-note-to-be-opened-later',
    title: 'A note to be opened later',
    author: 'Barnaby Crake',
    daysAgo: 2.0,
    dateAs: 'Wed, 18 Jun 2087 12:00:00 GMT',
    tags: ['calendar', 'future'],
    text: `In the foundation of the customs shed lies a lead box that is to be opened on the eighteenth of June 2087. What is in it is not known. A list was made, and was put in the box. The almanac has asked its readers what they would put beside it, and has had forty replies, of which these are the ones that would fit.

- A jar of mud from the flats, with a label that reads: *There used to be a lot of this, or there still is*.
- The bus timetable, “so that they see what we were up against”.
- A recording of halyards.
- One herring, pickled. It will be good until then, the sender believes, and it is only the jar that she worries about.
- A tide table for 2087, worked out today, so that somebody can check it.

## The tide on the day

We have done the last of these. On the eighteenth of June 2087, high water at Nether Quay will be at about twenty past four in the morning, and a little higher than the steps. The moon and the sun will see to the first part. How much higher depends on what happens in the years between. The calculation has a blank for it.

This note is dated forward, to the day on which it will be needed. Programs that put things in order by date may find that tiresome. The editor asks for their patience, which should not be difficult. They have sixty years.`,
  },
]
