export { type Expansion, expandCiphers } from './expand.ts'
export {
  allSuites,
  forwardSecret,
  needsSecret,
  type Suite,
  usesDhe,
  type Weakness,
  weakInNginx,
  weakness,
} from './suites.ts'
