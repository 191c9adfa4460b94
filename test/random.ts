import fc from 'fast-check'

/**
 * Property tests draw the same cases in every run, so that a change is judged by what it changed.
 * `CONFWARD_SEED=random npm test` draws others, `CONFWARD_SEED=17` repeats them.
 */
const { CONFWARD_SEED: seed = '20261122' } = process.env
fc.configureGlobal({ seed: seed === 'random' ? Date.now() : Number(seed) })

export { default } from 'fast-check'
