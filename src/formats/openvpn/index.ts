export type * from './model.ts'
export { every, has, last, setting } from './query.ts'
