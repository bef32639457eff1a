/** Der Mündungsbote: German pieces, served in windows-1252 by a newsroom that has never seen a reason to change. */
import type { Draft } from '../articles.ts'

export const german: readonly Draft[] = [
  {
    paper: 'bote',
    slug: 'sturmflut-über-der-mole',
    title: 'Sturmflut über der Mole: Vierzig Meter fehlen, und keiner ist ertrunken',
    author: 'Jürgen Wöhlke',
    daysAgo: 5.45,
    tags: ['Sturm', 'Hafen'],
    text: `In der Nacht zum {day 5.6} hat der Sturm Ottilie ein Stück von vierzig Metern aus der Ostmole von Pellport gerissen. Fünf Boote sanken an ihren Liegeplätzen, mehr als elfhundert Haushalte saßen im Dunkeln. Tote gab es nicht. „Das ist die einzige Zahl, auf die es ankommt“, sagte Hafenmeisterin Berit Halloran am Morgen, und dann ging sie schlafen, zum ersten Mal seit dreißig Stunden.

Die stärkste Bö wurde kurz nach Mitternacht am Leuchtturm Hagby gemessen: 147 Kilometer in der Stunde. Zugleich stand das Wasser so hoch wie seit 1953 nicht mehr. Das Seegatt war weiß von der Lotsenstation bis zur Brücke.

## Sieben Mann und ein Satz Messer

Der Rettungskreuzer holte sieben Menschen vom Küstenfrachter Halcyon Reach, der südlich der Insel Quill sein Ruder verloren hatte. Der Koch warf zuerst seine Messer hinüber, eingerollt in eine Schürze. Sie kamen heil an, er auch.

## Was nun geschieht

- Taucher suchen das Fahrwasser nach losen Steinen ab.
- Die Fähre fährt erst wieder, wenn zweimal gelotet worden ist.
- In der Turnhalle gibt es Suppe, trockene Strümpfe und ein verstimmtes Klavier.

Die Regierung in Aldermoor will die Hälfte der Kosten für einen vorläufigen Steinwall übernehmen. Über die andere Hälfte wird gestritten werden, aber, wie der Bürgermeister bemerkte, nicht heute.`,
  },
  {
    paper: 'bote',
    slug: 'der-mann-der-die-möwen-zählt',
    title: 'Der Mann, der die Möwen zählt',
    author: 'Käthe Brömmel',
    daysAgo: 10.6,
    tags: ['Natur', 'Menschen'],
    text: `Jeden Morgen um sechs setzt sich Sönke Früchtenicht auf dieselbe Bank am Fischmarkt, schraubt seine Thermoskanne auf und beginnt zu zählen. Er zählt Möwen. Er tut das seit neunzehn Jahren, und niemand hat ihn darum gebeten.

Früher war er Buchhalter bei der Genossenschaft. „Da habe ich gelernt, dass man eine Zahl nur glauben soll, wenn man sie zweimal bekommen hat“, sagt er. Also zählt er die Vögel einmal von links nach rechts und einmal von rechts nach links. Weichen die Ergebnisse voneinander ab, trinkt er einen Schluck Kaffee und fängt von vorne an.

## Sechstausend Seiten

Seine Hefte füllen inzwischen einen Kleiderschrank. Im Frühjahr hat sich zum ersten Mal eine Wissenschaftlerin dafür interessiert. Doktor Nkechi Adair vom Meeresinstitut blätterte einen Nachmittag lang und bat dann um einen Scanner. Aus den Heften lässt sich ablesen, dass die Silbermöwe in Pellport heute um die Hälfte seltener ist als vor fünfzehn Jahren, während die kleinere Lachmöwe zugenommen hat.

Woran das liegt, weiß man nicht genau. Die Müllkippe wurde geschlossen, die Boote werfen weniger über Bord, und auf den Dächern der neuen Häuser lässt sich schlecht brüten.

> Ich habe keine Meinung zu Möwen. Ich habe Zahlen.
-- Sönke Früchtenicht

Nach dem Sturm zählte er 2 211, so viele wie noch nie. Sie saßen auf dem Parkplatz, alle mit dem Schnabel nach Südwesten, und warteten. Er wartete mit.`,
  },
  {
    paper: 'bote',
    slug: 'grünkohl-am-längsten-tisch',
    title: 'Grünkohl am längsten Tisch der Küste',
    author: 'Käthe Brömmel',
    daysAgo: 16.2,
    tags: ['Essen', 'Feste'],
    text: `Wenn der erste Frost kommt, stellt die Seilerstraße ihre Tische zusammen. In diesem Jahr waren es einundsechzig, vom Brunnen bis zur Bäckerei, und weil kein Tisch so hoch ist wie der nächste, läuft eine Erbse, die man oben anstößt, bis ganz nach unten. Die Kinder haben es geprüft.

Gegessen wird Grünkohl. Er kommt von den Feldern hinter Thornby, wurde am Vortag gestreift, gewaschen und mit Gänseschmalz und Zwiebeln aufgesetzt, in vier Kesseln, die sonst der Feuerwehr gehören. Dazu gibt es Kartoffeln, grobe Wurst und für alle, die kein Fleisch essen, geräucherten Tofu, über den am Anfang gelacht und am Ende nicht mehr gesprochen wurde, weil er alle war.

## Drei Regeln

1. Jeder sitzt neben jemandem, den er nicht kennt.
2. Wer vom Wetter spricht, wäscht ab.
3. Das letzte Stück Wurst wird nicht genommen. Es bleibt liegen, bis sich jemand schämt.

Die älteste Esserin war mit achtundneunzig Jahren Frau Öhlschläger, die schon am ersten Tisch gesessen hat, damals mit elf Nachbarn und einem Topf. „Es war kälter“, sagte sie, „und der Kohl war schlechter, aber man hörte einander.“

Gegen neun begann es zu nieseln. Niemand stand auf. Um zehn wurde das Akkordeon geholt, und um elf, so steht es im Protokoll der Straße, haben drei Menschen vom Wetter gesprochen.`,
  },
]

export const germanReserve: readonly Draft[] = [
  {
    paper: 'bote',
    slug: 'die-orgel-aus-treibholz',
    title: 'Die Orgel aus Treibholz spielt zum ersten Mal',
    author: 'Jürgen Wöhlke',
    tags: ['Musik', 'Handwerk'],
    text: `Das tiefe C war einmal ein Stück vom Bootsschuppen. Das hohe F stammt aus einer Bank der Uferpromenade, und der Spieltisch, man sieht es an den Löchern, war eine Kabinentür. Ansel Rowe, Orgelbauer aus Mill End, hat nach dem Sturm zwei Wochen lang am Strand gesammelt und in der Kapelle der Seeleute eine kleine Orgel daraus gebaut, mit einundvierzig Pfeifen und einem einzigen Register.

„Salz ist gut“, sagt er. „Holz, das lange im Meer war, arbeitet nicht mehr. Es hat alles schon hinter sich.“ Den Wind liefert ein Blasebalg aus einem alten Segel, getreten von den Kindern der Hafenschule, die sich alle vier Minuten ablösen.

## Ein Konzert mit Unterbrechung

Am Sonntag war die Kapelle so voll, dass die Tür offen bleiben musste. Die Organistin, Brigid Rowe, hatte ein Stück gewählt, in dem das tiefe C nur einmal vorkommt, ganz am Ende. Als es kam, antwortete draußen das Nebelhorn, eine Spur zu tief, aber mit Gefühl.

- Bauzeit: sechzehn Tage
- Kosten: neunundachtzig, vor allem für Leim
- Älteste Pfeife: vermutlich aus einem Fass von 1790

Die Orgel bleibt bis Ostern in der Kapelle. Danach soll sie im Wartesaal der Fähre stehen, wo man viel Zeit hat. Wer noch Treibholz besitzt, besonders gerades, möge es bitte nicht verheizen. Es fehlt ein Fis.`,
  },
]
