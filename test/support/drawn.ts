import fc from 'fast-check'

/** What a test draws is the same at every run, so that a red one is this change's. `SEED=7 npm test` draws anew. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20261122) })
