/** What a call costs: as the provider says it, else by the configured prices, else nobody knows. Pure. */

/** US dollars for a million tokens. */
export type Price = Readonly<{ inputPerMillion: number; outputPerMillion: number }>

export type Cost = Readonly<{ costUsd: number; costKnown: boolean }>

/** @param said The provider's own figure in US dollars. @param tokens null when the answer counts none. */
export function costOf(
  said: number | null,
  tokens: Readonly<{ in: number; out: number }> | null,
  price: Price | undefined,
): Cost {
  if (said !== null) return { costUsd: said, costKnown: true }
  if (!price || !tokens) return { costUsd: 0, costKnown: false }
  return { costUsd: priced(tokens.in, tokens.out, price), costKnown: true }
}

/**
 * What to reserve of the budget before a call, in US dollars: rather too much, for what is left over is given back when it settles.
 * 0 without a price.
 * @param input All text that is sent.
 */
export function estimateCost(input: string, maxOutputTokens: number, price: Price | undefined): number {
  return price ? priced(estimateTokens(input), maxOutputTokens, price) : 0
}

/**
 * About how many tokens a text has. A token is some four letters of English and about one sign of Chinese, which is three bytes of
 * UTF-8, so bytes over three is right for the dearest scripts and a third too much for the others.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3)
}

function priced(tokensIn: number, tokensOut: number, { inputPerMillion, outputPerMillion }: Price): number {
  return (tokensIn * inputPerMillion + tokensOut * outputPerMillion) / 1_000_000
}
