/** Why an agency's own file is not taken; the words of each are `desk.agency.why.<cause>`. */
export const causes = [
  // Of the folder and the file.
  ...(['noFolder', 'unreadable', 'unknownFile', 'tooLarge', 'notYaml', 'twice'] as const),
  // Of its shape.
  ...(['notList', 'notBlock', 'notText', 'missing', 'unknownName', 'unusable'] as const),
  // Of one entry.
  ...(['id', 'idTwice', 'yesNo', 'language', 'noLanguage', 'empty', 'tooLong', 'oneLine', 'braces'] as const),
  ...(['digits', 'place', 'places', 'emergency', 'number', 'day', 'ahead', 'hours', 'question'] as const),
] as const
export type Cause = (typeof causes)[number]

/** What is wrong, and where: `path` leads to it from the top of the file; `name` is what it is about, or empty. */
export interface Wrong {
  cause: Cause
  path: readonly PropertyKey[]
  name: string
}
