import assert from 'node:assert/strict'
import { candidates, matchLanguage, wishedIn } from '../../locales/match.ts'

const five = ['fi', 'sv', 'en', 'ar', 'ru']
const many = [...five, 'fi-x-selko', 'fa', 'prs', 'ckb', 'kmr', 'fil', 'zh-Hans', 'pa', 'uk', 'pt', 'so']

describe('Which of our languages a tag means', () => {
  const rows: [tag: string, meant: string[], offered?: string[]][] = [
    ['fi', ['fi']],
    ['FI', ['fi']],
    ['fi-FI', ['fi']],
    ['fi_FI', ['fi']],
    ['sv-FI', ['sv']],
    ['en-NG', ['en']],
    ['ar-IQ', ['ar']],
    ['arb', ['ar']],
    ['fi-x-selko', ['fi-x-selko']],
    ['fi-x-selko', ['fi'], five],
    ['pt-BR', ['pt']],
    // Kurdish names two of ours; which, only she can say.
    ['ku', ['kmr', 'ckb']],
    ['ku-TR', ['kmr', 'ckb']],
    ['ku', ['ckb'], [...five, 'ckb']],
    ['kmr', ['kmr']],
    ['kmr-TR', ['kmr']],
    ['kmr-Latn', ['kmr']],
    ['ckb-IQ', ['ckb']],
    ['tl', ['fil']],
    ['tl-PH', ['fil']],
    ['fil-PH', ['fil']],
    ['zh-CN', ['zh-Hans']],
    ['zh', ['zh-Hans']],
    ['zh-Hans-SG', ['zh-Hans']],
    ['cmn-Hans-CN', ['zh-Hans']],
    ['zh-TW', []],
    ['zh-Hant', []],
    ['fa', ['fa']],
    ['fa-IR', ['fa']],
    ['fa-AF', ['prs']],
    ['fa-Arab-AF', ['prs']],
    ['prs', ['prs']],
    ['prs-AF', ['prs']],
    ['fa-AF', ['fa'], [...five, 'fa']],
    ['pa', ['pa']],
    ['pa-IN', ['pa']],
    ['pa-Arab', []],
    ['pa-PK', []],
    // Never a language that was not asked for.
    ['kk', []],
    ['hy', []],
    ['uk', [], five],
    ['no', []],
    ['et', []],
    ['ti', []],
    // No tag at all.
    ['', []],
    ['klingon!', []],
    ['x'.repeat(200), []],
    ['*', []],
  ]
  for (const [tag, meant, offered = many] of rows)
    it(`${tag.slice(0, 12) || 'nothing'} -> ${meant.join(' or ') || 'none'} of ${offered.length}`, () => {
      assert.deepEqual(candidates(tag, offered), meant)
    })

  it('passes over what means two languages or none, and takes the next that is wished for', () => {
    assert.equal(matchLanguage(['ku', null, undefined, 'hy', 'ru-RU', 'fi'], many), 'ru')
    assert.equal(matchLanguage(['kk'], many), undefined)
  })

  it('reads the weights of a header', () => {
    assert.deepEqual(wishedIn('fi;q=0.2, ru;q=0.9, ar, *;q=0.1, sv;q=0'), ['ar', 'ru', 'fi'])
    assert.deepEqual(wishedIn(undefined), [])
    assert.deepEqual(wishedIn(',,;q=x'), [])
  })
})
