import assert from 'node:assert/strict'
import { mayIdentify } from '../../intake/form/identifying.ts'

describe('What may tell who somebody is', () => {
  for (const text of [
    'Her number is 040 123 4567',
    'Call +358 (40) 123-4567',
    'رقمها ٠٤٠١٢٣٤٥٦٧',
    'maija.m@example.fi told me',
    'born 131052-308T',
    'born 010203A123B',
    'She was born on 3.4.1995',
    '1995-04-03',
    'On 12/5/2024 she came here',
    'customer 12345678',
  ])
    it(`has a look of its own: ${text}`, () => assert.ok(mayIdentify(text)))

  for (const text of [
    'She sleeps 4 hours and works 16, seven days a week',
    'since 2019 or 2020',
    '12 x',
    'paid 3.50 euros an hour, about 400 euros',
    'from 8.00 to 22.00',
    '2-3 other women live there',
    '',
  ])
    it(`is not in what tells of life: ${text}`, () => assert.ok(!mayIdentify(text)))

  for (const text of [
    'My coworker Olga cleans with me',
    'Amina Hassan huoneesta kaksitoista',
    'cleans at the Sokos hotel',
    'she is from Ukraine',
    'her name is olga',
    'hänen nimensä on amina',
    'hon heter olga',
    'её зовут оля',
    'Она работает у Ивана',
    'اسمها نور وتعمل في بيت',
  ])
    it(`is a name where somebody tells something: ${text}`, () => {
      assert.ok(mayIdentify(text, true))
      assert.ok(!mayIdentify(text), 'where a country or a language is asked for, it is the answer')
    })

  for (const text of [
    'She works all day in Finland. On Monday she cried, I saw it in January.',
    'Työskentelee Suomessa. Ei saa palkkaa, koska pomo pitää passin.',
    'Hon får ingen lön i Finland: "Chefen har passet."',
    'Работает в Финляндии. Паспорт у начальника.',
    'SHE WORKS ALL DAY',
    'تعمل طوال اليوم ولا تُدفع لها أجرتها',
  ])
    it(`is none: ${text}`, () => assert.ok(!mayIdentify(text, true)))
})
