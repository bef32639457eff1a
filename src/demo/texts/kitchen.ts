/** The Copper Pan: a cooking column whose recipes have been thought about, if not by the stand. */
import type { Draft } from '../articles.ts'

const author = 'Hanneke Dorr'

export const kitchen: readonly Draft[] = [
  {
    paper: 'copperpan',
    slug: 'mussels-for-a-wet-tuesday',
    title: 'Mussels for a wet Tuesday, with cider and no ceremony',
    author,
    daysAgo: 2.6,
    tags: ['recipe', 'fish', 'supper'],
    also: { tidewatch: 'fragment', lamp: 'utm' },
    text: `There are evenings on which the rain comes in sideways and nobody in the house has a good word for anybody. On such evenings one wants a large pan in the middle of the table and something to do with one’s hands. Mussels are the cheapest good thing that the harbour sells, and from the first to the last they take twenty minutes.

## For four

- 2 kg of mussels, the day’s
- 40 g of butter, and again as much for the end
- 3 shallots, sliced thin
- 1 leek, the white part
- 300 ml of dry cider
- 2 spoonfuls of thick cream
- parsley, more than seems right
- bread, as much as there is

## How to go about it

1. Scrub the mussels in cold water and pull off the beards. Throw out any that are broken, and any that stay open when you tap them.
2. Melt the butter in your biggest pan. Let the shallots and leek go soft without taking colour: eight minutes, with the lid on.
3. Turn the heat right up. Pour in the cider and let it boil hard for a minute.
4. Tip in the mussels, put on the lid, and shake the pan every so often. After four minutes they will be open. Those that are not may be given one minute more, and are then thrown away with a clear conscience.
5. Off the heat: cream, the rest of the butter, parsley, pepper. No salt. They have brought their own.

Use an empty shell as tongs. Keep the bread for the broth, and if there is broth left over, which I have never seen, it makes a soup tomorrow with two potatoes in it.`,
  },
  {
    paper: 'copperpan',
    slug: 'a-rye-loaf-that-keeps',
    title: 'A rye loaf that keeps for a week, if you hide it',
    author,
    daysAgo: 8.2,
    tags: ['recipe', 'bread'],
    text: `People come into the shop and ask for my rye with a look as though it were a secret. There is no secret. There is time, and most of that you can spend asleep. What you need is a jar of sourdough, which somebody you know has and will be glad to be rid of.

## In the evening

Stir 50 g of sourdough into 250 ml of lukewarm water. Add 250 g of whole rye flour and stir until you see no more dry flour. It will look like mortar. Cover it and go to bed.

## In the morning

It smells of apples and has domed. Add:

- 300 ml of warm water, in which you have let 14 g of salt dissolve
- 350 g of rye flour, half of it fine if you have it
- a spoonful of dark syrup
- a handful of sunflower seeds, or none

Stir with a wet spoon for three minutes. There is no kneading. Rye has hardly any of the stuff that kneading is for, and whoever kneads it is only washing his hands the long way round.

Scrape it into a greased tin and smooth the top with a wet hand. Leave it until small holes begin to show on the surface, about two hours in a warm kitchen. Bake for fifteen minutes as hot as the oven goes, and then for fifty at 190.

## The difficult part

Do not cut it. Wrap it in a cloth and leave it until tomorrow. Cut today, it is sticky and you will blame the oven. Cut tomorrow, it is the best bread in the house, and on the fourth day it is better still. I have written *fabric softener* on my bread bin, and it has helped.`,
  },
  {
    paper: 'copperpan',
    slug: 'herring-in-a-jar',
    title: 'Herring in a jar: my grandmother’s, with one thing left out',
    author,
    daysAgo: 10.9,
    tags: ['recipe', 'fish', 'preserves'],
    text: `My grandmother put up herring every autumn in a stone crock that came to her hip. There was a plate on top, on the plate a stone, and on the stone, a sign that said whose stone it was. She used sandalwood for the colour. I leave it out, since nobody can tell me what it is for, and she is not here to be asked.

## The salt

Fillet eight fresh herrings, or have it done. Lay them in a brine of 100 g of salt to a litre of water, overnight in the cold. In the morning rinse them and pat them dry. Fish to be eaten raw or pickled must have been frozen through beforehand, two days at minus twenty: ask when you buy. That is a rule which my grandmother did not have and ought to have had.

## The vinegar

Bring to the boil, and let cool *completely*:

- 300 ml of white wine vinegar and 200 ml of water
- 120 g of sugar
- 2 bay leaves, 10 allspice berries, 10 of black pepper
- a piece of horseradish as long as your thumb

## The jar

Slice two red onions and one carrot. Cut the herring into pieces two fingers wide. Fill a clean jar in layers, pour on the cold vinegar until all is covered, and close it.

It is good after three days. It is best after a week, and should be gone after three. We eat it with boiled potatoes and sour cream, on the first evening on which the heating is on. My grandfather used to eat it from the jar, standing, in the dark. He believed that we did not know.`,
  },
  {
    paper: 'copperpan',
    slug: 'chestnut-soup-for-people-who-were-cold',
    title: 'Chestnut soup, for people who have been cold on purpose',
    author,
    daysAgo: 15.5,
    tags: ['recipe', 'soup', 'autumn'],
    text: `The swimmers come in at half past nine, blue and talkative, and want to be fed. They have been in the inner basin for as long as it takes to sing the long version of the harbour song. It is not for me to say why. I make them soup.

Chestnuts have a bad name for work. Buy them cooked, in a packet, without shame. I tried both in the same week on forty swimmers, and the only one who tasted a difference was a dentist, who tasted it in the wrong direction.

## For six

- 400 g of cooked chestnuts
- 1 onion, 1 stick of celery, 1 small parsnip
- 50 g of butter
- a glass of dry sherry
- 1.2 litres of good stock
- nutmeg, thyme, 100 ml of cream
- a thick slice of smoked bacon, for those who eat it

## The soup

Cut the vegetables small and stew them in the butter with the thyme for a quarter of an hour. Put six chestnuts aside and let the rest go in. Stir until they begin to stick. Pour in the sherry, which will unstick them, and then the stock. Simmer for twenty minutes. Take out the thyme, blend it very smooth, add the cream, and thin it with hot water until it runs off the spoon like paint.

Fry the bacon in small cubes, and in its fat the six chestnuts, broken up. They go on top, with nutmeg.

It wants a cup, not a plate: the point is to hold it. One swimmer last week held hers for ten minutes before she trusted herself to drink. “I can feel my name again,” she said. I have written that above the stove.`,
  },
]
