/** Bytes as an old newsroom system writes them: windows-1252 (WHATWG Encoding index), with numeric references for what it lacks. */

/** For XML and HTML only: a letter outside the charset becomes `&#N;`. */
export function windows1252(text: string): Buffer {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const special = upper[letter]
    if (special !== undefined) bytes.push(special)
    else if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) bytes.push(code)
    else bytes.push(...Buffer.from(`&#${code};`, 'latin1'))
  }
  return Buffer.from(bytes)
}

/** The letters that windows-1252 keeps where Latin-1 has control codes. */
const upper: Record<string, number> = {
  '€': 0x80,
  '‚': 0x82,
  '„': 0x84,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  Œ: 0x8c,
  œ: 0x9c,
}
