import assert from 'node:assert/strict'
import { layerOf, testFiles } from '../layers.ts'

describe('the layers of the tests', () => {
  it('take each file by what it needs, wherever that is imported', () => {
    const seen = (file: string) => [file, layerOf(file)]
    assert.deepEqual(
      [
        'test/intake/seal.test.ts',
        'test/rules/imports.test.ts',
        'test/intake/store/cosmos.test.ts',
        'test/desk/queue/queue.test.ts',
        'test/web/chat/live.test.ts',
        'test/browser/every-page.test.ts',
        'test/e2e/two-processes.test.ts',
        'test/clients/webchat.test.ts',
      ].map(seen),
      [
        ['test/intake/seal.test.ts', 'fast'],
        ['test/rules/imports.test.ts', 'fast'],
        ['test/intake/store/cosmos.test.ts', 'engine'],
        ['test/desk/queue/queue.test.ts', 'engine'],
        ['test/web/chat/live.test.ts', 'browser'],
        ['test/browser/every-page.test.ts', 'browser'],
        ['test/e2e/two-processes.test.ts', 'process'],
        ['test/clients/webchat.test.ts', 'clients'],
      ],
    )
  })

  it('leave none out', () => {
    assert.ok(testFiles().length > 130 && testFiles().includes('test/rules/layers.test.ts'))
  })
})
