import assert from 'node:assert/strict'
import { freshServices } from '../../support/talk.ts'
import { places } from '../../understanding/places.ts'

/** Put to the question for a number to call. */
const at = places(freshServices())
const kept = async (language: string, text: string) => {
  const place = await at(language, 'contact.value')
  const { state } = await place!.say({ text, question: 'contact.value' })
  return state.answers['contact.value']?.value
}

describe('A number to call, as people say it', () => {
  const said: [language: string, text: string, number: string][] = [
    ['en', 'zero five zero nine eight seven six five four three', '0509876543'],
    ['fi', 'nolla viis nolla, yheksän kaheksan seiska kuus viis neljä kolme', '0509876543'],
    ['sv', 'noll fem noll nio åtta sju sex fem fyra tre', '0509876543'],
    ['ar', 'صفر خمسة صفر تسعة ثمانية سبعة ستة خمسة أربعة ثلاثة', '0509876543'],
    ['ru', 'ноль пять ноль девять восемь семь шесть пять четыре три', '0509876543'],
    ['en', 'my phone number is +358 50 987 6543 please', '+358509876543'],
    ['fi', 'mun puhelinnumero on 050 987 6543', '0509876543'],
    ['sv', 'mitt telefonnummer är 050 987 6543', '0509876543'],
    ['ar', 'رقم هاتفي 0509876543', '0509876543'],
    ['ru', 'мой телефон 050 987 6543', '0509876543'],
    ['en', 'O5O 987 6543', '0509876543'],
  ]
  for (const [language, text, number] of said)
    it(`${language}: ${text}`, async () => assert.equal(await kept(language, text), number))

  const more: [language: string, text: string][] = [
    ['en', 'my number is not 050 987 6543'],
    ['en', 'the number of my boss is 050 987 6543'],
    ['en', 'his number 050 987 6543'],
    ['en', '050 987 6543?'],
    ['en', 'my number is 050 987 6543 but do not call'],
    ['en', 'my number is 050 and hers 987 6543'],
    ['en', '050 987 6543 050 987 6544'],
    ['en', 'one two three'],
    ['en', 'no 050 987 6543'],
    ['fi', 'hänen numero on 050 987 6543'],
    ['en', 'two 050 987 6543'],
    ['en', 'zero five zero maybe nine eight seven six five'],
    ['fi', 'pomon numero on 050 987 6543'],
    ['ru', 'номер мужа 050 987 6543'],
    ['sv', 'inte 050 987 6543'],
    ['ar', 'رقم زوجي 0509876543'],
  ]
  for (const [language, text] of more)
    it(`${language}, not taken: ${text}`, async () => assert.equal(await kept(language, text), undefined))
})
