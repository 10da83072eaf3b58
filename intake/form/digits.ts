/** 0 to 9 of a decimal digit in any script. Unicode keeps a script's digits together, several scripts in a row. */
export function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0)!
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before++
  return String(before % 10)
}
