/** The town hall, the harbour office, and the people one writes about when they are old, or gone, or have found something. */
import type { Draft } from '../articles.ts'

export const council: readonly Draft[] = [
  {
    paper: 'tidewatch',
    slug: 'barrage-vote',
    title: 'By one vote, the council says it would like to know more about a tidal barrage',
    author: 'Anselm Ferro',
    daysAgo: 10.3,
    tags: ['energy', 'council', 'barrage'],
    text: `After five hours, two adjournments and a power cut of eleven minutes that both sides claimed as an argument, the council voted on {day 10.4} to commission a study of a tidal barrage across the mouth of the Arrin. The vote was twelve to eleven. It is not a vote for a barrage, the mayor said three times.

The idea is older than anybody in the chamber. A wall of 900 metres, from the West Mole to Hagby Point, with eighteen turbines in it, would turn on every ebb and could supply, by the most hopeful figure, 70,000 homes. It would also, by the least hopeful, cost as much as the borough spends in forty years.

| Group | For a study | Against |
| Harbour and Town | 7 | 1 |
| Upriver List | 0 | 6 |
| Greens | 2 | 3 |
| Independents | 3 | 1 |

The Greens split in public and without rancour. Councillor Juno Aldous wants power without smoke. Her colleague Bram Okafor wants mud. The flats inside the mouth feed eleven thousand wading birds in a hard winter, and mud that is never uncovered feeds none.

> You can have a clean conscience or a clean beach, and it appears we are to be asked which.
-- Councillor Bram Okafor

The Upriver List voted as one. A barrage shut against a storm, it holds, is also shut against the river, which has to go somewhere, and has been known to choose Withy Cross.

The study will take eighteen months. Councillor Maud Etheridge, whose vote decided it, said that she was in favour of knowing things. She declined to say what she hoped to learn.`,
  },
  {
    paper: 'tidewatch',
    slug: 'the-bell-in-the-mud',
    title: 'The bell in the mud: St Brannoc’s gets back what it lost in 1809',
    author: 'Lotte Banneker',
    daysAgo: 13.1,
    tags: ['history', 'church', 'museum'],
    text: `It was the dredger’s cook who saw it, because he was the only one not working. Something in the bucket was round where stones are not. He shouted, the bucket stopped over the barge, and a hundredweight of Fishgate mud slid off the shoulder of a bell.

Leopold Finch, keeper of the town museum, has no doubt what it is. In 1809 the tenor bell of St Brannoc’s was taken down to be recast in Aldermoor and was put on a lighter. The lighter arrived. The bell did not. The master swore before the magistrate that it had gone through the bottom of the boat, which was found to have no hole in it. He bought an inn the year after.

## What it says

Under the mud there is an inscription, in letters two fingers high: *I CALL THE QUICK ACROSS THE WATER*. Beneath, smaller, is the name of the founder and a date, 1641. The clapper is missing. There is a crack from the lip as long as a hand, which would explain the recasting.

The find has set the parish a question of a kind it has not met before. The present tenor was bought by subscription in 1812 and has rung for everybody who is now buried in the churchyard. “One cannot simply give notice to a bell,” said the vicar, the Reverend Sabine Thole.

The bellringers have proposed that the old bell should hang, unrung, in the porch. The museum has a room for it. The harbour office points out that what is dredged from the fairway belongs, strictly speaking, to the harbour.

Until it is settled, the bell stands in the yard of the dredging company under a blanket. The cook takes visitors to see it in his break.`,
  },
  {
    paper: 'tidewatch',
    slug: 'agnes-thorold-keeper-of-hagby-light',
    title: 'Agnes Thorold, last keeper of Hagby Light, has died at 96',
    author: 'Marit Ostrow',
    daysAgo: 17.5,
    tags: ['obituary', 'lighthouse', 'people'],
    text: `For thirty-one years Agnes Thorold climbed the 142 steps of Hagby Light at dusk and came down them at dawn, and in all that time, she liked to say, she met nobody on the stairs. She died on Tuesday in the house at the foot of the tower in which she had been allowed to stay on. She was ninety-six.

She was not supposed to be the keeper. Her husband Edmund had the post, and she had the hens. When he fell ill in the winter of 1958 she kept the light in his name for five months, wrote the log in his hand, and was found out only because she had put down the weather more exactly than he ever did. The inspector who came to dismiss her stayed for supper, and appointed her.

## The log

Her logs fill eleven shelves at the institute. Dr Nkechi Adair, who has used them to follow the sea’s temperature back to before there were buoys, calls them the best hand-made series on the coast. Beside the figures there are remarks. *Fog. Blew it four hours; an owl answered.* And, on the night in 1989 when the machinery came that would do it without her: *Light lit itself. Went up all the same.*

She went up all the same for another twenty years, to clean the glass, for which nobody had remembered to provide a machine.

> She knew every ship by its engine. She knew every one of us by our steps.
-- Berit Halloran, harbour master

She leaves two daughters, five grandchildren and a barometer that she left to the school. Tonight the light will be dark for one minute at dusk, which mariners are asked to note.`,
  },
  {
    paper: 'gazette',
    slug: 'eight-questions-for-the-harbour-master',
    title: 'Eight questions for the harbour master',
    author: 'Piers Calloway',
    daysAgo: 7.9,
    tags: ['interview', 'harbour'],
    text: `Captain Berit Halloran has run the harbour for six years. She was at sea for twenty-four before that, on ore carriers, a cable ship and, for one summer, a replica of a Viking boat. We asked her eight questions. She answered seven. We spoke a day before the forecast turned.

## What does a harbour master do all day?

“I say no, politely, to people who have bought a boat.”

## And at night?

“At night I lie and listen to the halyards. When they stop, I get up. Either the wind has gone, or the masts have.”

## Is the harbour too small?

“Every harbour is too small on the first of May and too large on the first of November. I would not change the size. I would change the first of May.”

## What would you do with a million?

“Rear slope of the East Mole. I have said it each year. It does not make a good photograph.”

## The barrage?

“I will run a harbour with a wall across it if I am given one. I would like somebody to show me how a deep ship turns round inside.”

## What frightens you?

“South-west, force ten, at the top of a spring tide. And children on jet skis. The first I can put in a table.”

## Best thing ever found in the fairway?

“A grand piano, in my second week. It was in tune with itself, only lower.”

## And the worst?

Here she looked out of the window for some time, and asked whether we would like more tea. We did. It is very good tea, and comes from a tin that says *Flares*.`,
  },
  {
    paper: 'coastwire',
    slug: 'herring-quota-up',
    title: 'Herring quota on the Corran coast raised by a ninth',
    author: 'Coastwire',
    daysAgo: 5.0,
    tags: ['fishing', 'economy'],
    query: { desk: 'economy', no: '4117' },
    also: { tidewatch: 'utm', gazette: 'fragment', today: 'clickId', lamp: 'reordered' },
    text: `ALDERMOOR. The herring quota for the Corran coast will rise by one ninth next year, to 14,800 tonnes, the fisheries board decided on Tuesday. It is the second rise in a row, after eleven years of cuts, and follows a survey that found the spawning stock at its largest since 1996.

The scientists had advised a rise of one sixteenth. The boats had asked for a quarter. “Nobody is satisfied, from which I conclude that we have got it about right,” said the chair of the board, Hester Lomond.

## Who gets what

Two thirds of the increase go to boats under twelve metres, which land their catch on the day. That is a change. Until now the quota followed the size of the hold, and the small harbours had seen their share go down from a half to a fifth within a generation.

- Pellport: 3,900 tonnes, up from 3,200
- Skerry Bay: 2,100, up from 1,950
- Lanmoor Staithe: 640, up from 410
- The deep-water fleet: 8,160, up from 7,760

Joaquim Teles of the Pellport co-operative welcomed the decision, but pointed to the ice plant, which has run at half its power since the storm. “They have given us fish, and the sea has taken the ice,” he said. The co-operative has asked the region for a loan.

The board also closed the spawning ground off Hagby Point to all gear from February to April. Anglers may go on fishing from the rocks, though not, as the rule puts it, “with an air of purpose”. The phrase will be looked at again by the lawyers.`,
  },
  {
    paper: 'coastwire',
    slug: 'pilots-sign-night-agreement',
    title: 'Harbour pilots sign agreement on night work',
    author: 'Coastwire',
    daysAgo: 8.2,
    tags: ['work', 'harbour'],
    query: { desk: 'harbour', no: '4088' },
    also: { tidewatch: 'clickId', gazette: 'dots', lamp: 'reordered', today: 'utm' },
    text: `SKERRY BAY. Pilots and port companies of the Corran coast have signed an agreement on night work and so ended a dispute that had kept large ships outside five harbours after dark for seven weeks. From the first of the month, pilots will again board at any hour. No pilot will work more than two nights running.

The dispute began when a pilot of 58 fell from a ladder at four in the morning, at the end of his third night. He was picked up within minutes and has recovered. The pilots stopped night work the next day. They had asked for a limit since 2017.

## What was agreed

1. Two nights, then two nights off, with no exceptions “for reasons of trade”.
2. A second person in the pilot boat at all times.
3. Ladders are to be photographed before use. A bad photograph means no pilot.
4. Eleven new pilots are to be trained within three years, at the companies’ cost.

The last point was the dearest and the longest argued. A pilot needs six years at sea and two at the side of another pilot. The association counts 43 on the coast today, of whom 19 are older than sixty.

For the companies, Augusta Verney spoke of a price that was high, though “lower than a ship on the bar”. Ships had waited outside for eleven hours on average in the seven weeks. The cost of that is put at nine million.

The pilot who fell, Ruben Stack, was at the signing. He had brought the ladder’s bottom rung, framed.`,
  },
  {
    paper: 'coastwire',
    slug: 'rail-line-to-close-for-bats',
    title: 'Coast line to close for nine nights, for bats',
    author: 'Coastwire',
    daysAgo: 12.6,
    tags: ['transport', 'nature'],
    query: { desk: 'transport', no: '4041' },
    also: { gauge: 'reordered', today: 'fragment', lamp: 'clickId' },
    text: `ALDERMOOR. The railway along the coast will close for nine nights between Thornby and Lanmoor, so that a colony of horseshoe bats can leave the Cray Tunnel in peace. Some 2,600 of them live in the brickwork. In the second half of the month they move to their winter quarters, and do so along the track, at head height, at about the speed of a goods train.

In other years drivers had been asked to whistle. A study by the institute at Pellport found that whistling made matters worse, since the bats took it for a very large bat. Last autumn 71 were found dead in the tunnel mouth on one morning.

## Buses, and one night train

Passengers will be carried by bus from nine in the evening. Goods trains will take the inland line, which adds two hours. One train will run: the milk, at walking pace, with its lamps out and a volunteer in front with a red torch, a light that the bats do not mind.

> I have been a railwayman for thirty years, and I have never before been overtaken by my passengers.
-- Ivo Marchmont, driver of the milk train

Corran Rail puts the cost at 60,000. It expects to save a part of that because the tunnel’s drains, which have waited for eight years, can be cleared by the same people during the same nights, once the bats have gone through, by about eleven.

The closing dates depend on the weather. The bats prefer a mild evening with no moon, and have so far declined to be more exact.`,
  },
]
