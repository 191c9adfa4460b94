export { type Expansion, expandCiphers } from './expand.ts'
export { allSuites, forwardSecret, type Suite, usesDhe, type Weakness, weakness } from './suites.ts'
