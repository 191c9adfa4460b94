export { containersAround } from '../containers/index.ts'
export { partsOf, styleAt, unreadKeys, writtenIn } from '../manifests.ts'
export { unsetIn } from '../texts/unset.ts'
