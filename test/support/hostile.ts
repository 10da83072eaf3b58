/** Twenty patterns that make a careless reader slow when they are repeated. */
export const hostile: readonly string[] = [
  ...['?', 'ﷺ', '1-', 'a,', ' ', '\u200b', '\n', 'a', 'é', 'e\u0301'],
  ...['no ', 'kill me ', 'i ', '1 and ', 'he is not ', '👍🏽', 'ไม่', '不知道', 'والشرطة ', 'yes no '],
]
