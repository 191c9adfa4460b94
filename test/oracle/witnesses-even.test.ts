import { witnessed } from './witnessed.ts'

witnessed(0)
