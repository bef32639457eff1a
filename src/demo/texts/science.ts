/** Littoral, the science desk: what is known, how, and how surely. */
import type { Draft } from '../articles.ts'

export const science: readonly Draft[] = [
  {
    paper: 'littoral',
    slug: 'the-night-the-sea-lit-up',
    title: 'The night the sea lit up, and why it does so only when you touch it',
    author: 'Isolde Marrick',
    daysAgo: 2.2,
    tags: ['biology', 'bioluminescence', 'sea'],
    text: `Anybody who walked along the strand at Lanmoor this week after dark will have seen it: each wave breaks blue. A hand drawn through the water leaves five lines of light. A dog that shakes itself becomes, for a moment, a firework.

The light is made by *Noctiluca scintillans*, a single cell about as large as a full stop, of which a litre of the bay held 40,000 on Wednesday. By day, in such numbers, they stain the water the colour of tomato soup. By night each of them flashes when it is bent, for a tenth of a second, and never otherwise.

## A burglar alarm

Why should a creature that everything wishes to eat make itself visible? The best explanation has the fine name of the burglar alarm. *Noctiluca* is eaten by small crustaceans. A crustacean that feeds in a cloud of flashes is lit up for fish. The light does not protect the cell that makes it, which is commonly swallowed. It protects its neighbours, which are commonly its sisters.

In a tank in Pellport, Dr Nkechi Adair’s group has timed the effect. Sticklebacks caught shrimps feeding on glowing cells twice as fast as shrimps feeding on cells that had been kept in the light, and were too tired to glow.

## Is it harmful?

Not to swimmers. A large bloom that dies all at once uses up oxygen, and gives off ammonia that fish avoid. The bay is well stirred since the storm, and the institute does not expect this. Blooms of the kind used to come every ten years or so. This is the third in five. Warmer autumns may have a part in it; three is a small number from which to say so.`,
  },
  {
    paper: 'littoral',
    slug: 'one-hundred-and-fifty-years-of-tide',
    title: 'One hundred and fifty years of tide, on a roll of paper',
    author: 'Isolde Marrick',
    daysAgo: 6.4,
    tags: ['oceanography', 'sea level', 'climate'],
    text: `In a brick hut at the end of the West Mole a float in a pipe has gone up and down twice a day since 1874. A wire carries the movement to a pen, and the pen draws it on paper. There have been four floats, nine pens and one hundred and fifty years of paper, and since last week all of it can be read by a machine.

Forty volunteers traced the rolls on a screen over three winters. They marked 2.1 million points. Each stretch was traced by two people who did not know of each other, and where they disagreed by more than two centimetres a third looked.

![tide-gauge-record] What is left when the tides are taken away: the mean level of the sea.

## What it says

The sea at Pellport stands 24.8 centimetres higher than in 1874. For the first hundred years it rose by about a millimetre a year. For the last thirty it has risen by nearly four. The land itself is sinking here by a third of a millimetre, as it has done since the ice went, so that by far the greater part of the change belongs to the water.

The record has holes. There is none for the two wars, when the hut had other uses. In 1921 the keeper’s cat slept against the drum for what seems to have been a month. Where there is a hole, the authors have left a hole.

> It would be easy to draw a line through it. But then you would have a drawing.
-- Dr Pauli Renshaw, co-author

The data are free for anybody to use. So is the cat, as a separate file.`,
  },
  {
    paper: 'littoral',
    slug: 'tern-0417',
    title: 'Tern 0417 flew 71,000 kilometres, and came back to the same stone',
    author: 'Jory Penhale',
    daysAgo: 9.9,
    tags: ['birds', 'migration', 'Quill Island'],
    text: `The bird weighs as much as a bar of chocolate. The instrument on its leg weighs as much as a paper clip. It records nothing but the time and the light, from which, if one knows the date, one can work out sunrise, and from sunrise a place.

Ebba Lindqvist, warden of Quill Island, fitted thirty Arctic terns with such loggers in July of last year. Eleven were caught again this summer. Nineteen were not, which does not mean that they are dead: terns are hard to catch twice.

## The long way round

Number 0417 went by the longest road. She left on the second of August, followed the African coast to the Cape, turned east on the westerlies instead of south, spent Christmas in the Indian Ocean, and reached the pack ice in January. On the way home she came up the middle of the Atlantic in thirty-one days.

![tern-latitudes] One year in the life of 0417, as told by the length of her days.

Seventy-one thousand kilometres is an estimate, with an error that the authors put at five in the hundred. Around the equinox, when days are of equal length everywhere, the method cannot tell north from south. For those three weeks the map shows a dotted line.

In May she was standing on the flat stone behind the warden’s wash-house on which she had stood the year before. Her mate, who had worn a logger too, had arrived two days earlier. He had flown 52,000 kilometres by another ocean. They do not, as far as can be told, discuss it.

## What for

The question is which waters the birds depend upon. Nine of the eleven stopped for a fortnight over the same bank in the North Atlantic. It has no protection, and until now had no known visitors.`,
  },
  {
    paper: 'littoral',
    slug: 'hearing-ottilie-through-the-rock',
    title: 'Hearing Ottilie through the rock, two days before she came',
    author: 'Jory Penhale',
    daysAgo: 4.4,
    tags: ['seismology', 'Ottilie', 'waves'],
    text: `The seismometer in the cellar of the institute is meant for earthquakes, of which the Corran coast has one a decade. For the rest of the time it listens to the sea. On the morning two days before the storm, when the sky was blue and the barometer high, it began to hum.

What it records are microseisms: a trembling of a thousandth of a millimetre, with a beat of about six seconds, that is there always and is stronger when there is heavy weather at sea. It does not come from waves striking the shore, as one might think. Those make a quicker and a weaker rattle.

## Twice the beat of the waves

Where two trains of waves of the same length run against each other, the surface bobs up and down in place, like water in a carried bucket, and that presses on the sea bed with twice the rhythm of either. The pressure does not die away with depth. It goes into the rock, and through the rock it travels at three kilometres a second. A storm moves at fifteen metres.

Two days beforehand, waves from the front of Ottilie were running into those from behind her, 1,800 kilometres to the south-west. The cellar knew.

## Could it warn us?

Not by itself. The hum tells that somewhere there are waves, and roughly how large. It does not tell where they are going. Satellites and buoys do that. But buoys fail in storms, and three on this coast failed in this one. “The rock has never yet needed a new battery,” says Dr Oona Steed, who minds the instrument. Her group means to feed the hum into the regional wave forecast, as one voice among many, from next winter.`,
  },
  {
    paper: 'littoral',
    slug: 'what-a-seagrass-meadow-is-worth',
    title: 'What a seagrass meadow is worth, and how not to work it out',
    author: 'Isolde Marrick',
    daysAgo: 14.2,
    tags: ['ecology', 'carbon', 'seagrass'],
    text: `A meadow of seagrass off Lanmoor Staithe covers 62 hectares, feeds cuttlefish and young bass, and keeps the sand where it is. According to a brochure that was handed to councillors last month, it also “captures carbon thirty-five times faster than a rainforest”. We tried to find out where that number comes from.

It comes from a review of 2009, by way of a talk, a report, and a press release. The review compared the carbon buried in the *sediment* of seagrass with that buried in the *soil* of rainforest. Rainforests bury little in soil. They keep it in trees. The comparison was right, and meant something else.

## Measured here

Dr Marguerite Oyelaran, of the institute, took twenty cores from the Lanmoor meadow. On average it buries 0.4 tonnes of carbon per hectare in a year.

- That is 25 tonnes a year for the whole meadow.
- It is about what six households in Pellport give off.
- The store beneath it, built up in four centuries, is a different matter: some 6,800 tonnes.

It is the store that counts. A meadow torn up by anchors lets go in a few years what it took centuries to put away. Moorings that do not scour the bottom cost 900 apiece; there are 44 boats.

> People want a meadow that pays for itself. What we have is a cellar with the door off its hinges. You would not ask what the door earns.
-- Dr Marguerite Oyelaran

The council is to vote on the moorings next month. The brochure, when asked, has been withdrawn and will be printed again without the rainforest.`,
  },
  {
    paper: 'littoral',
    slug: 'the-darkest-place-on-the-coast',
    title: 'The darkest place on the coast is a car park',
    author: 'Jory Penhale',
    daysAgo: 18.1,
    tags: ['astronomy', 'light pollution'],
    text: `For two years members of the Corran Astronomical Society have driven about at night with their headlamps off. That is legal on private ground, and they have permission from forty-one farmers. At each stop they point a small meter at the zenith and write down how dark it is.

The result is a map of the night. It is bright over Aldermoor, as one would expect, and has a bright spot at sea, which is the squid fleet. The greenhouses at Thornby show from thirty kilometres. And the darkest place of all, by a clear margin, is the lower car park of the Cray viewpoint, which is shielded by the hill on three sides and whose one lamp has been broken since 2019.

## Please do not mend it

The society has written to the county to ask that the lamp be left as it is. The county has replied that the lamp has been reported for repair eleven times and that it is glad to be able to close the matter.

On a good night at the car park one can see some 4,500 stars, the Milky Way with its dark lanes, and the galaxy in Andromeda without glasses. From the promenade at Pellport one can see about 90 stars and, as the society’s chairman Emrys Vale puts it, “the underside of the sky”.

The remedy is cheap. Lamps that point down, and are amber rather than white, and go out at one in the morning, would bring back 600 stars to the promenade. The hotels have asked whether this can be tried outside the season. It can. Stars, as it happens, are better in winter.`,
  },
]
