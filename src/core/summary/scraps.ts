/** Navigation, notices and headings are no sentences of an article: a summary never quotes them. */
import { isUnspaced } from './sentences.ts'

/** True for what ends like no sentence, is too short or too long to be one, or is one of a page's own phrases. `text` is folded. */
export function isScrap(text: string): boolean {
  if (text.length > 1_500 || !/\p{L}/u.test(text)) return true
  if (/[<>]\s?[a-z/!?]/i.test(text) || /(?:https?:\/\/|www\.)\S/i.test(text)) return true
  if ((text.match(/[|›»•·→/]\s/gu)?.length ?? 0) > 2) return true
  if (isUnspaced(text)) return isShortScrap(text)
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []
  if (words.length < 4 || !/[.!?。।؟۔։…][)\]"'”’»“]*$/u.test(text)) return true
  return /^\p{Ll}/u.test(text) || isMostlySigns(text) || (phrases.test(text) && words.length < 25)
}

/** Thai has no full stop; Chinese and Japanese sentences have one. */
function isShortScrap(text: string): boolean {
  if (/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(text)) return text.length < 20
  return text.length < 8 || !/[。！？!?.…][」』）)"”]*$/u.test(text)
}

function isMostlySigns(text: string): boolean {
  return (text.match(/[\p{L}\p{N}\s]/gu)?.length ?? 0) < text.length * 0.7
}

const phrases =
  /\b(?:cookies?|newsletter|subscribe|sign up|log ?in|sign in|all rights reserved|click here|read more|share this|follow us|terms of (?:use|service)|privacy policy|advertisement|abonnieren|anmelden|datenschutz|alle rechte vorbehalten|mehr lesen|weiterlesen|abonnez-vous|tous droits réservés|lire aussi|suscríbete|todos los derechos reservados|leer más|iscriviti|tutti i diritti riservati|assine|todos os direitos reservados)(?!\p{L})|©|^(?:photo|image|picture|foto|bild|credit|source|quelle)\s?:/iu
