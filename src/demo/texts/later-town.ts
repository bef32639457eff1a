/** Tidewatch while the stand is open: whale, roof, bell and bridge, each story a step further. */
import type { Draft } from '../articles.ts'

export const laterTidewatch: readonly Draft[] = [
  {
    paper: 'tidewatch',
    slug: 'the-whale-has-left',
    title: 'The whale has left, by the way it came',
    author: 'Lotte Banneker',
    tags: ['nature', 'whale', 'harbour'],
    also: { lamp: 'fragment', gazette: 'utm' },
    text: `At six minutes to seven this morning, on the first of the ebb, the humpback went out through the gap in the East Mole. It did not hesitate this time. A dozen people saw it go: two anglers, the crew of the pilot cutter, a woman with a dog, and seven of the fifth form, who had been there every morning with their graph.

It breathed once outside, off the second buoy, and again off Hagby Point. Then it was only the sea. “Interval five minutes ten,” said Wilfred Tamm, who is fifteen, and wrote it down. It is the last dot on the graph, and stands exactly on the line.

## Four days

In four days the whale put away, by the estimate of the marine institute, some three tonnes of herring. The co-operative has made out an invoice and hung it up in the fish market. Nobody was hurt. One drone was lost, or two, depending on how one counts. The hotels were full, in the month in which they are usually being painted.

Dr Nkechi Adair has a recording of forty hours from the hydrophone at the lifeboat slip. There is singing on it, she says, though she would like to listen to it a few more times before saying how much.

The engineers have been told that they may begin. The first barge of stone will come on the evening tide. The foreman had asked for one day’s grace, in case it had forgotten something.`,
  },
  {
    paper: 'tidewatch',
    slug: 'coxswain-gets-his-roof',
    title: 'The coxswain gets his roof, slate by slate, from 212 people',
    author: 'Marit Ostrow',
    tags: ['people', 'lifeboat', 'Ottilie'],
    text: `There were ladders against the house on Lantern Hill from eight in the morning, among them, to general relief, the long one. It had been in the Oyelarans’ hedge since the storm. Two people had brought it up in the dark to be helpful and had then been called away to something worse.

The slates came by hand. A line of people stood from the quay to the top of the hill, and each slate went along it, past the chandler’s, the school and the chapel, four hundred metres uphill, without touching the ground. At the count there turned out to be 212 in the line, which is also how many slept in the school hall on the night. “Pure chance,” said the headmistress, who had done the counting.

Tam Oyelaran was not permitted to climb. The crew had seen to that by hiding his boots. He stood in the garden in his slippers and was handed things to hold.

## What was written on them

Some of the slates have something scratched on the underside, where the rain will not read it: names, a date, a drawing of a boat. One, from the cook of the Halcyon Reach, came by post from three hundred kilometres away. It shows seven small figures and a knife.

By four it was tight. A hose was turned on it, and the coxswain went from room to room with his bucket and brought it back empty. He had prepared some words. What he said was, “Well.” And a while later, “There’s tea.”`,
  },
  {
    paper: 'tidewatch',
    slug: 'bell-will-hang-in-the-porch',
    title: 'St Brannoc’s decides: the old bell will hang in the porch, and be rung once a year',
    author: 'Lotte Banneker',
    tags: ['history', 'church'],
    also: { today: 'clickId' },
    text: `It took three meetings, of which the last ended in laughter. The bell that the dredger brought up out of Fishgate mud will belong to the harbour, be lent to the museum, and hang in the porch of St Brannoc’s. In this way, the vicar remarked, nobody has got what they wanted, and everybody may visit it.

The question of ringing it was harder. With a crack as long as a hand, a bell does not ring; it says something else. Leopold Finch of the museum had the founder’s successors listen to it. They advise against it. Struck gently with a wooden mallet on the side away from the crack it will take no harm, if it is done seldom.

## Seldom

What seldom means was settled by Councillor Maud Etheridge, who had said nothing for two evenings. She proposed the night of the storm, each year, at a quarter to two: once for every person who went to sea that night and came back. This year that would be fourteen, the seven who were fetched and the seven who fetched them.

> And if one year there are none to ring for, then we do not ring. That would be the best year.
-- Councillor Maud Etheridge

The dredger’s cook, who saw it first, will be given the mallet. He has asked if he may practise on something else.

The present tenor bell goes on as before. The ringers have tied a ribbon to it, so that it should not feel overlooked.`,
  },
  {
    paper: 'tidewatch',
    slug: 'the-swing-bridge-gets-its-pin',
    title: 'The swing bridge gets its pin after twenty-two years of grease',
    author: 'Anselm Ferro',
    tags: ['bridge', 'engineering'],
    text: `It came in a wooden box, wrapped up in oiled paper, and it is the length of a forearm. Osric Thole unpacked it in his cabin yesterday, weighed it in both hands, and put it on the table next to the teapot, where it stayed through the whole of breakfast.

The new locking pin for the Fishgate Bridge was turned by a workshop in Aldermoor from a drawing of 1925. The drawing gave the diameter in inches. The old pin had been made in millimetres, by someone who had rounded up. For ninety-eight years it has been four tenths of a millimetre too thick, and has been persuaded.

## Silence

It was fitted at slack water. The bridge opened at noon for a yacht, which belonged, as it happens, to a dentist. There used to be a groan at the start, like a cow in a tunnel, and a shudder at the end. There was neither. People on the bank looked up because they had heard nothing.

“I have no idea how I am to know that it is moving,” said the keeper. He will be given a lamp.

The borough has thrown the order of 1926 away as well, by which a span in motion could not be reversed. The new one allows it “in case of need, including weddings”. The Peels, who had been invited, walked across, stopped in the middle for a minute, and walked on.

The old pin will go to the museum. It is to lie beside the bell until that has moved out.`,
  },
  {
    paper: 'tidewatch',
    slug: 'under-nines-find-an-eleventh',
    title: 'Under-nines, one short since August, find an eleventh in goal',
    author: 'Lotte Banneker',
    tags: ['sport', 'football', 'school'],
    text: `For eleven weeks the under-nines of Pellport Rovers have played with ten. They have lost nine games and drawn one. The draw was in fog. On Saturday they won, three to two, against Skerry Bay, and the reason stood in goal in a yellow oilskin.

Her name is Aino Lindqvist. She is eight, she comes from Quill Island, and she had never played on grass. The island has a pitch of shingle, forty paces long, with the sea for one of its touchlines. Whoever kicks the ball into the water fetches it. “So you learn to catch,” she said.

She caught everything in the first half. In the second she let in two, both, she explained, because a gull had crossed. The coach, Clem Attwater, who also drives the night bus, did not see the gull, but is prepared to believe it.

## The ferry question

A goalkeeper from the island can play only if the match is over before the boat goes. Home games have been moved to half past ten. For away games the club has asked the ferry company if the noon sailing could wait a quarter of an hour on Saturdays. The company replied within the day: it could not, as a matter of principle. But the mate, it added, was known to be slow with the ropes.

Skerry Bay took it well. They have asked whether there are others. There is a brother, who is six, and is said to be better.`,
  },
  {
    paper: 'tidewatch',
    slug: 'first-frost-closes-inner-basin',
    title: 'First frost: swimmers undeterred, ducks offended',
    author: 'Anselm Ferro',
    tags: ['weather', 'people'],
    text: `The thermometer on the harbour office showed two degrees below zero at seven this morning, the first frost of the season and eleven days earlier than last year. There was ice as thin as a watch glass at the edge of the inner basin. The swimmers broke it with a broom.

Forty-three of them went in. It is a rule of the group that nobody is talked into it, and a second rule that nobody stays longer than the long version of the harbour song, which has seven verses. The song was taken rather fast.

## What the doctor says

Dr Emil Straker, who swims with them and stands by the steps with a watch, has set down three points for beginners:

1. Start in summer and simply do not stop. The water cools down a good deal more slowly than your courage.
2. Go in slowly, breathe out, and do not jump. The first thirty seconds are the dangerous ones.
3. Get out while you still feel fine. Afterwards you will feel cold in any case, for half an hour, and that is when there ought to be soup.

The mallards that live in the basin withdrew to the far corner and said what they thought. They are fed at nine. As it was, by then, five past, some of the remarks may have had to do with that.

Night frost is forecast until the end of the week. The steps will be gritted, with sand and not salt, at the request of the ducks’ friends.`,
  },
]
