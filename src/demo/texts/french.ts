/** La Dépêche du Môle: French pieces. */
import type { Draft } from '../articles.ts'

export const french: readonly Draft[] = [
  {
    paper: 'depeche',
    slug: 'le-mole-eventre',
    title: 'Le môle éventré : récit d’une nuit où la mer est entrée par la porte de service',
    author: 'Solène Kerbrat',
    daysAgo: 5.2,
    tags: ['tempête', 'port'],
    text: `Il était une heure du matin quand Berit Halloran, capitaine du port, a cessé de regarder l’anémomètre. « Au-delà de cent quarante, dit-elle, le chiffre ne vous apprend plus rien. On écoute. » Ce qu’elle a entendu, vers deux heures moins vingt, ressemblait à un train de marchandises qui freine : quarante mètres du môle de l’Est venaient de basculer dans le bassin.

La tempête Ottilie n’a tué personne. Elle a coulé cinq bateaux, plongé plus de mille foyers dans le noir et emporté le tiers du toit de la halle. Le canot de sauvetage a ramené sept marins du caboteur Halcyon Reach, dont le cuisinier, qui avait pris soin de lancer ses couteaux avant lui.

## Par derrière

Les ingénieurs l’expliquent avec des morceaux de sucre. La face tournée vers le large a tenu bon. Ce sont les vagues passées par-dessus qui, en retombant, ont emporté les petites pierres du talus intérieur, une à une, pendant près de deux heures.

> On renforce toujours la façade. La mer, elle, fait le tour.
-- Berit Halloran

## Le lendemain

Au matin, la ville s’est retrouvée sur la promenade sans s’être donné rendez-vous. On parlait bas. La boulangère distribuait du pain rayé, cuit au groupe électrogène. Un vieux monsieur comptait à voix haute les blocs qui dépassaient encore ; quelqu’un lui a apporté une chaise. La région a promis de payer la moitié d’une digue provisoire. Pour l’autre moitié, le maire a demandé qu’on lui laisse le temps d’un café.`,
  },
  {
    paper: 'depeche',
    slug: 'la-derniere-conserverie',
    title: 'La dernière conserverie rouvre, et l’on y chante de nouveau',
    author: 'Bastien Lorgue',
    daysAgo: 9.1,
    tags: ['économie', 'pêche'],
    text: `Le bâtiment de briques de la rue des Sauniers avait fermé un vendredi de 1998, sans discours. Les tables de marbre étaient restées en place, et sur le mur, à la craie, le nombre de boîtes de la dernière journée : 11 240. Personne n’avait voulu l’effacer. Lundi, on a écrit dessous : 612.

Ils sont neuf à avoir repris la conserverie, en coopérative, dont quatre filles d’anciennes ouvrières. Elles n’avaient pas de machine. Elles ont retrouvé les gestes, ou plutôt les mères les ont retrouvés pour elles, un dimanche, autour d’une caisse de harengs, en se disputant sur l’angle du couteau.

## Pourquoi maintenant

- Le quota de hareng augmente d’un neuvième l’an prochain.
- Les bateaux de moins de douze mètres en reçoivent la plus grande part.
- L’usine à glace, abîmée par la tempête, ne peut pas tout garder au frais.

Mettre en boîte ce qu’on ne peut pas refroidir : l’idée n’est pas neuve, mais elle tombe bien. Joaquim Teles, qui préside la coopérative de pêche, a promis trois tonnes par semaine jusqu’à Noël.

Autrefois, on chantait pour tenir la cadence. Les patrons y voyaient un signe de bonne humeur. Les paroles, que l’on a ressorties pour l’occasion, montrent qu’ils n’écoutaient pas. Il y est question d’un contremaître, d’un tonneau et d’une marée montante. On les a reprises lundi en chœur, en riant, la porte ouverte sur la rue.`,
  },
  {
    paper: 'depeche',
    slug: 'une-bibliotheque-au-fil-de-l-eau',
    title: 'Une bibliothèque au fil de l’eau',
    author: 'Solène Kerbrat',
    daysAgo: 15.0,
    tags: ['culture', 'rivière'],
    text: `Un mercredi sur deux, une péniche à fond plat remonte l’Arrin avec la marée. Elle transporte deux mille livres, une bibliothécaire, un poêle et une chienne nommée Errata. Sept haltes, dont une sans ponton : là, on descend les ouvrages dans un panier, et l’on remonte les réclamations par le même chemin.

« En amont du barrage, on lit des romans policiers. Près de l’embouchure, on lit des récits de montagne, constate Theodora Quill. Chacun emprunte ce qu’il n’a pas sous la main. » En neuf ans, elle a inscrit plus de soixante mille prêts dans un registre posé près du poêle, et quarante livres perdus à l’eau, dont douze flottaient encore.

## Le livre le plus lu

Ce n’est ni un prix littéraire ni une histoire d’amour. C’est un manuel de réparation des moteurs hors-bord, édition de 1979. Il revient chaque fois un peu plus noir. À la page 64, quelqu’un a écrit au crayon : *ne pas faire ceci*. Une autre main a ajouté : *trop tard*.

Le service devait être supprimé au printemps et remplacé par des envois postaux. Onze cents lettres sont arrivées au comté, pour la plupart écrites à la main et acheminées par bateau. La péniche est sauvée pour trois ans.

Les enfants de Withy Cross peuvent garder leur livre tant que la rivière est trop haute pour qu’on passe sous la passerelle. Certains, dit-on, prient pour la pluie.`,
  },
]

export const frenchReserve: readonly Draft[] = [
  {
    paper: 'depeche',
    slug: 'l-horloge-de-deux-heures-moins-le-quart',
    title: 'L’horloge restera à deux heures moins le quart, jusqu’à nouvel ordre',
    author: 'Bastien Lorgue',
    tags: ['halle', 'patrimoine'],
    text: `Elle est tombée du côté des poissons, à deux heures moins le quart, la nuit d’Ottilie, et elle marque depuis la même heure avec une exactitude que personne ne lui avait connue. L’horlogère de Fishgate l’a examinée : un axe tordu, deux dents cassées, un nid. Elle pourrait la faire repartir en une semaine. Les marchands de la halle ont voté. Ils préfèrent attendre.

« Avant, elle avançait de six minutes, et tout le monde arrivait en avance pour se plaindre, raconte Fenna Storch, qui vend du fromage sous ce cadran depuis trente-quatre ans. Maintenant, au moins, elle dit quelque chose de vrai. »

## Un rendez-vous

L’usage s’est installé tout seul. À deux heures moins le quart de l’après-midi, les étals se taisent une minute. Ce n’est pas du recueillement, précise-t-on, plutôt une vérification : on regarde le toit, on regarde l’heure, on se compte. Puis quelqu’un crie le prix des maquereaux, et le jour recommence.

- Travées du toit emportées : onze sur trente-deux
- Artisans capables de les refaire : quatre
- Date promise : l’automne prochain

En attendant, la halle s’abrite sous une toile de cirque, rouge et jaune, louée à moitié prix. La lumière y est chaude et donne aux poireaux un air de fête. Plusieurs clients ont demandé si l’on pouvait la garder. La question sera posée, dit le maire, mais pas à deux heures moins le quart.`,
  },
]
