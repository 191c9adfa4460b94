export { type Distribution, defaultTarget, type Role, type Target } from './target.ts'
export { atLeast, compareVersions, formatVersion, parseVersion, type Version } from './version.ts'
