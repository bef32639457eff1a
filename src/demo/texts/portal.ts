/** Pellport Today: a portal that prints what it is paid for; its sponsored pieces are what an exclude keyword is for. */
import type { Draft } from '../articles.ts'

export const portal: readonly Draft[] = [
  {
    paper: 'today',
    slug: 'golden-anchor-welcome',
    title: 'Sponsored: 250 free spins await you at the Golden Anchor casino',
    author: 'Partner content',
    daysAgo: 1.8,
    tags: ['sponsored'],
    text: `Do you feel lucky after the storm? The Golden Anchor, the region’s most trusted floating casino, has moored at Skerry Bay for the whole of the season and is giving away two hundred and fifty free spins to every new guest who reads this page to the end.

## Why the Golden Anchor?

- Three decks of tables, and a fourth deck about which we are not allowed to say anything yet.
- Payouts within minutes, or within days, according to the deck.
- A buffet with prawns, which are real.
- A free shuttle from Pellport station each evening at seven. The shuttle back leaves when the last guest does.

## Real people, real winners

“I came for the prawns and I left with a boat,” says Denzil from Thornby, who asked us not to print a photograph. His neighbour came for the boat, and left with a prawn. At the casino, no two evenings are the same, and no two accounts of them either.

## How to claim

Enter the code TIDEWATER at the till, tick the eleven boxes, and confirm that you have understood the twelfth. Spins are valid for one hour from the moment of reading. The average player loses. The average reader, research shows, has by now spent ninety seconds on this page, and could have been outdoors.

*This article was paid for by the Golden Anchor. The newsroom of Pellport Today has not tried the prawns. Please play responsibly; if it has stopped being a game, speak to somebody.*`,
  },
  {
    paper: 'today',
    slug: 'seven-systems-tested',
    title: 'Sponsored: we tested seven systems for the casino so that you do not have to',
    author: 'Partner content',
    daysAgo: 7.3,
    tags: ['sponsored'],
    text: `Everybody knows somebody who has a system. We took a notebook, a modest budget and a good pair of shoes, and spent seven evenings at the casino on the Golden Anchor, trying out one system on each. Here is what we found, presented in association with the Golden Anchor.

## The systems

1. *Doubling.* Bet one, and double it whenever you lose. Worked beautifully for fifty minutes, and then did not, all at once.
2. *The retired captain’s.* Bet on the number of the last ship to enter the harbour. The ferry is not numbered.
3. *Red after three blacks.* The wheel was not informed.
4. *The birthday.* Ended on the thirty-first.
5. *Going home at nine.* By some distance the most successful.
6. *The lucky coat.* It was taken to the cloakroom, by rule.
7. *No system.* We lost as much as with the others, and enjoyed the prawns more.

## What the experts say

The expert whom the Golden Anchor made available to us, in a very fine waistcoat, explained that the house has an edge, and that the edge is what the ship is made of. He wished us luck. He seemed to mean it.

Use the code SEVENTH to get a free drink at any casino of the group, of which there are two, one of them being in dry dock.

*This article was paid for. No system beats arithmetic, and the newsroom asks you to bear that in mind, as it wishes it had.*`,
  },
  {
    paper: 'today',
    slug: 'your-week-in-the-stars',
    title: 'Your horoscope for the week: a letter is on its way to Pisces',
    author: 'Madame Ondine',
    daysAgo: 0.7,
    tags: ['stars'],
    text: `Jupiter stands over the harbour crane this week, and the moon is waning behind the gasworks. Madame Ondine has looked at the chart three times, the third time with her glasses. Here is your horoscope.

*Aries.* Somebody will ask you to move your boat. Move it.

*Taurus.* You have been right about the drain all along. Say nothing until Thursday.

*Gemini.* Two invitations for one evening. The duller one has the better cheese.

*Cancer.* Your shell is being admired. Do not come out for compliments alone.

*Leo.* The whale was more popular than you this week. It will leave; you will stay.

*Virgo.* You will find the receipt. It will not help.

*Libra.* Both lengths of rope are long enough. Choose.

*Scorpio.* A quarrel about a parking place ends in marriage, though not yours.

*Sagittarius.* Travel is favoured, up to and including Thornby.

*Capricorn.* Work. But you were going to anyway.

*Aquarius.* Check the roof.

*Pisces.* A letter is on its way to you. It has insufficient postage.

## The week as a whole

A good week for beginnings on Tuesday and for endings on Friday. Lovers should avoid the promenade at high water, since it is slippery. Whoever was born on the cusp may read both signs and keep the better. Madame Ondine’s personal horoscope is available by post, in a plain envelope, against a small coin of any nation that still has a sea.`,
  },
  {
    paper: 'today',
    slug: 'the-year-of-the-heron',
    title: 'Is your horoscope wrong? You may be reading the wrong river',
    author: 'Madame Ondine',
    daysAgo: 14.9,
    tags: ['stars'],
    text: `For years Madame Ondine has been asked why the common horoscope, which is made for the wide sky of the south, should hold for people who live beside a narrow and northerly river. It does not. The river has its own signs. They were known to the eel fishers, and she has them from her aunt.

## The seven signs of the Arrin

- *The Heron*, January and half of February. Patience, thin legs.
- *The Ice*, the other half. Brief but memorable.
- *The Lamprey*, spring. Holds on.
- *The Weir*, early summer. Strong views, loudly put, always the same.
- *The Ferry*, high summer. Comes and goes; is missed.
- *The Mist*, autumn. Charming, late, cannot be found when wanted.
- *The Bell*, December. Speaks seldom and is heard across the water.

## How to read it

Ask what the river was doing in the hour when you were born: rising, falling, or standing. The gauge at Upper Sorn has been kept since 1874, and the authority will tell you on request, though not gladly. Whoever was born at rising water ought to sign contracts in the morning. Those born at slack water ought not to sign.

A Heron should not marry a Ferry, unless one of them can wait. Two Weirs in one house need thick walls.

The complete horoscope of the river, in forty pages with a tide table, can be had at the kiosk on the quay. It is printed on waterproof paper. Those who know the Weir will know why.`,
  },
  {
    paper: 'today',
    slug: 'eleven-things-this-weekend',
    title: 'Eleven things to do in Pellport this weekend, if it stops raining (and six if it does not)',
    author: 'Today newsroom',
    daysAgo: 1.2,
    tags: ['weekend', 'culture'],
    also: { lamp: 'emptyQuery' },
    text: `The storm is over, the ferry runs, and there is a whale. You have no excuse. Here is our list, tested by the newsroom in part.

## If it stops raining

- Look at the whale from the promenade. Come early, or bring a box to stand upon.
- Look at the hole in the mole. Guided walks by the fifth form, with bathtub, on Saturday at eleven.
- Take the ferry to Quill Island and hear the piano.
- Swim in the inner basin from eight to nine, then have soup.
- Visit the bell in the dredger’s yard. Ask for the cook.
- See the hens in the tram at Thornby. They do not mind.
- Count otters on the footbridge, from home.
- Ride round Lake Imber with the Wheelers. Mudguards.
- Help to put the slates back on the coxswain’s roof: Sunday at two, ladders welcome.
- Kick a ball with the under-nines, who are one short.
- Do nothing on the West Mole, the whole one.

## If it does not

- The museum has a room about shipwrecks, and is heated.
- The band rehearses in the customs shed. The door is open, there being no lock.
- Chess in the back room of the Anchor from six.
- The library’s *Book of Storms* may be looked at with clean hands.
- Evening prayer at St Brannoc’s, with eleven bells out of twelve.
- Stay in bed. The forecast for Monday is better, the one for Tuesday is best, and from Wednesday on it is, as the harbour office puts it, “weather”.`,
  },
]
