export { builtin, builtinNames, builtinSource, defaultBaseline, holds } from './builtin.ts'
export { BaselineError, flatten, settingId, withControls } from './merge.ts'
export type { Baseline, Control, SettingControl } from './types.ts'
