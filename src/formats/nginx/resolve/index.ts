import type { Target } from '../../../target/index.ts'
import type { Forest } from '../../format.ts'
import type { NginxModel } from '../model.ts'
import { Nginx } from './model.ts'

/** The model of a forest for one target. */
export const resolve = (forest: Forest, target: Target): NginxModel => new Nginx(forest, target)
