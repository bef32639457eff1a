/** Wire news while the stand is open: one story grows under the reader’s eyes, first the agency, then the papers that reprint it. */
import { type Draft, retold } from '../articles.ts'

const rocks: Draft = {
  paper: 'coastwire',
  slug: 'rock-bank-begun-at-pellport',
  title: 'First stones laid for temporary bank at Pellport',
  author: 'Coastwire',
  tags: ['harbour', 'engineering', 'Ottilie'],
  query: { desk: 'harbour', no: '4151' },
  text: `PELLPORT. Work has begun to close the gap that storm Ottilie tore in the East Mole. A barge put down the first two hundred tonnes of granite on the evening tide. The temporary bank will be 46 metres long and is to be finished within five weeks, before the spring tides of the new year.

The stone comes from the quarry at the Cray, by rail to Skerry Bay and from there by sea. Each block weighs from three to six tonnes. They are not dropped but lowered one at a time, by a crane driver who cannot see them, on the word of a diver who can.

## Built to be taken away

The bank is made so that it can be used again. When the mole itself is rebuilt, in two years at the earliest, the same blocks will go to its rear slope, which failed in the storm because it had nothing but small stone. “We are not throwing money into the sea. We are storing it there,” said harbour master Berit Halloran.

- Stone: 9,400 tonnes
- Barge loads: 47
- Cost: 1.3 million, of which the region pays half

Ships of up to two metres’ draught may pass while the work goes on, between seven and five. At night two barges will be moored across the gap as a breakwater. The harbour office asks small craft to keep away from them. The barges are not lit on the inner side, after complaints from residents, and of one heron.`,
}

export const laterWire: readonly Draft[] = [
  rocks,
  retold(rocks, {
    paper: 'tidewatch',
    slug: 'granite-by-lamplight',
    title: 'Granite by lamplight: the gap in the mole begins to close',
    author: 'Marit Ostrow',
    tags: ['harbour', 'engineering', 'Ottilie'],
    lead: 'Three hundred people stood on the promenade in the dark yesterday and applauded a stone.',
    edits: [
      [
        'PELLPORT. Work has begun to close the gap that storm Ottilie tore in the East Mole.',
        'Work has begun to close the gap in the East Mole.',
      ],
      [
        '“We are not throwing money into the sea. We are storing it there,” said harbour master Berit Halloran.',
        '“We are not throwing money into the sea,” said harbour master Berit Halloran. “We are storing it there.”',
      ],
      ['The harbour office asks small craft to keep away from them.', 'Small craft should keep away from them.'],
    ],
  }),
  retold(rocks, {
    paper: 'gazette',
    slug: 'temporary-bank-started',
    title: 'Temporary bank started: 47 barges of stone in five weeks',
    author: 'From our harbour correspondent',
    tags: ['harbour', 'Ottilie'],
    edits: [
      ['PELLPORT. Work has begun', 'Work began last night'],
      ['They are not dropped but lowered one at a time', 'They are lowered one at a time'],
      ['after complaints from residents, and of one heron', 'after complaints from residents'],
    ],
    tail: 'A live picture of the work can be seen in the window of the sail loft, where it is drawn in chalk every evening by Mr Pettibone.',
  }),
  {
    paper: 'coastwire',
    slug: 'five-harbours-one-forecast',
    title: 'Five harbours to share one storm forecast',
    author: 'Coastwire',
    tags: ['weather', 'harbour', 'science'],
    query: { desk: 'science', no: '4155' },
    also: { tidewatch: 'utm', lamp: 'reordered' },
    text: `ALDERMOOR. The five harbours of the Corran coast will share one forecast for waves and water levels from next winter. Until now each has bought its own. On the eve of Ottilie three of the five had said that the crest would stay below the sill, one had said that it would not, and one had been on holiday.

The joint service will be run by the marine institute at Pellport with two meteorologists on duty at any hour. It will use satellite data, eleven buoys, the tide gauges, and, as a novelty, the microseisms that distant storms send through the rock. Those were recorded two days before Ottilie, but nobody had been told to look.

## One number, and how sure

Harbour masters asked for two things. They want one number in place of a chart with seven colours. And they want to be told how sure it is.

> “Four metres ten, and I would not bet my own boat upon it” is a sentence I can work with.
-- Berit Halloran, harbour master of Pellport

Forecasts will therefore carry a range, and the service will publish every month how often the sea stayed inside it. If it does so more than nine times in ten the range is too wide. If less, too narrow.

The cost is 410,000 a year, shared out by tonnage. Skerry Bay had wanted to share by length of quay. It has a short one. The dispute lasted for six months and was ended, the parties agree, by the storm.`,
  },
  {
    paper: 'coastwire',
    slug: 'region-votes-money-for-moorings',
    title: 'Region votes money for moorings that spare the sea bed',
    author: 'Coastwire',
    tags: ['environment', 'economy'],
    query: { desk: 'economy', no: '4158' },
    also: { today: 'clickId', lamp: 'dots' },
    text: `ALDERMOOR. The region will pay two thirds of the cost if owners replace the chains of their moorings by elastic lines that do not scrape the sea bed. It voted 600,000 for that on Thursday, enough for a thousand boats. The scheme begins with the 44 moorings over the seagrass meadow at Lanmoor Staithe.

A chain mooring clears a circle. At low water the slack chain lies on the bottom, and as the boat swings it goes round like the hand of a clock. From the air the meadow at Lanmoor looks like a tablecloth on which somebody has put down hot pans. Each of the circles is about ten metres wide. In all they make up a tenth of the meadow.

## Not for the carbon

Supporters had spoken first of climate. They were corrected by the scientist on whose figures they relied. Dr Marguerite Oyelaran told the hearing that the meadow takes up each year no more than six households give off, and that it should be saved nevertheless, for the 6,800 tonnes beneath it, for the bass, and for the sand, which would otherwise move to Skerry Bay.

Skerry Bay, which has been short of sand since the storm, abstained.

Owners can apply from the first of March. The lines last for eight years. Anyone who replaces a mooring gets the old chain back, and the region would be glad to know what people mean to do with it, as the first forty enquiries all concern gates.`,
  },
  {
    paper: 'coastwire',
    slug: 'night-train-of-bats-completes',
    title: 'Bats through the tunnel: all but one, who came back',
    author: 'Coastwire',
    tags: ['transport', 'nature'],
    query: { desk: 'transport', no: '4163' },
    also: { gauge: 'reordered', tidewatch: 'fragment', today: 'utm' },
    text: `LANMOOR. The coast line has reopened two nights early. On the seventh of nine planned closures, the counters at the mouth of the Cray Tunnel registered 2,588 horseshoe bats on their way out to winter quarters, after which nothing moved for two hours. Corran Rail waited until dawn, in case of stragglers, and then sent the milk.

Four dead bats were found over the whole period, against 71 on a single morning of last year. All four were of great age. The institute called the result “as close to a success as we like to use the word”.

## The drains as well

In the same nights the tunnel’s drains were cleared for the first time since 2016. They yielded eleven tonnes of silt, a signal lamp, and a gentleman’s boot with a half ticket to Aldermoor in it. The ticket was valid until 1931. The railway has said that it will honour it.

One bat returned. She flew in against the stream at three in the morning on the last night, hung herself up at her old place on the third arch, and has been there since. She wears a ring, number C 118, was marked as an adult nineteen years ago, and appears to have decided against it.

> She has seen the winter quarters eighteen times. Perhaps she knows how they are.
-- Ivo Marchmont, driver of the milk train

Drivers have been told to pass the third arch at walking pace until April. It is not an order. It is posted up in the mess room, with a drawing.`,
  },
  {
    paper: 'today',
    slug: 'winter-gala',
    title: 'Sponsored: the Golden Anchor casino invites you to its Winter Gala',
    author: 'Partner content',
    tags: ['sponsored'],
    text: `Put on your good coat. On Saturday the Golden Anchor opens all three decks for the Winter Gala, an evening of light, prawns and possibility such as Skerry Bay has not seen since the last one.

## The programme

- *Seven o’clock.* Arrival by shuttle. Each guest receives a chip of chocolate and a chip that is not of chocolate, and is asked to keep them apart.
- *Eight.* The tables open. The first game is on the house, as is the house itself, on every game after that.
- *Nine.* The Quill Island Trio. There are two of them.
- *Ten.* The Grand Draw. The first prize is a boat, the one that Denzil from Thornby brought back.
- *Midnight.* Tide. The casino rises by four metres, free of charge.

## From our guests

“I have never lost so little so elegantly,” writes a lady from Aldermoor. A gentleman who was here last year writes: “I am still looking for my coat.”

The use of the code GALA gives you a quarter off the entrance fee. The fee was raised by a third last week, for reasons of symmetry.

*This article was paid for by the Golden Anchor casino. On average, the house keeps four of every hundred you stake, each time you stake them, and the newsroom has done the sum. Those who would rather stop can ring the number at the bottom of any of our pages at any hour, and somebody will answer.*`,
  },
  {
    paper: 'today',
    slug: 'stars-for-the-new-moon',
    title: 'Your horoscope for the new moon: do not lend the ladder',
    author: 'Madame Ondine',
    tags: ['stars'],
    text: `The moon is new, the ladder has been found, and Mercury is going backwards past the fish market. Madame Ondine has had a disturbed night and the following horoscope.

*Aries.* You moved the boat. Now somebody else has moved it further. Let it go.

*Taurus.* The drain is vindicated. Be gracious.

*Gemini.* Cheese, again. You know why.

*Cancer.* An old coat has something in the pocket.

*Leo.* There is room on the promenade once more. It is yours until Sunday.

*Virgo.* Seventy years is late for a letter, but the answer is still yes.

*Libra.* You will be handed a slate. Pass it on.

*Scorpio.* The parking place has been given to the newly-weds.

*Sagittarius.* Thornby a second time. Take a leek.

*Capricorn.* Somebody has noticed that you work. It was the harbour master.

*Aquarius.* The roof holds.

*Pisces.* The letter has come. It was for the neighbours.

## In general

Contracts are best signed before noon and read before that. Planets are favourable to bread. Those born under falling water may expect a visit and ought to tidy one room. A horoscope is not a forecast: the forecast is in the window of the harbour office, and says rain.

Madame Ondine will be at home on Thursdays between three and five. The bell is out of order. Those who are meant to come will know when to push.`,
  },
]
