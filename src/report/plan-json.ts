import type { Plan } from '../engine/types.ts'
import { encode } from '../text/index.ts'
import { sha256 } from '../text/sha256.ts'
import { stepValue } from './json.ts'
import { json } from './medium/json.ts'
import { leftMessage } from './plan-left.ts'
import type { View } from './view.ts'

/** Files are named by what they hold, not shown: a file may hold keys, and the steps say what changes. */
const digest = ({ path, encoding = 'utf8' }: Plan['files'][number], text: string | undefined): string | null =>
  text === undefined ? null : sha256(encode({ path, text, encoding }))

/** For programs. Fields are only ever added; texts are in the language of the view. */
export const renderPlan = (plan: Plan, view: View): string =>
  json({
    schema: 1,
    steps: plan.steps.map(step => stepValue(step, view)),
    open: plan.open,
    left: plan.left.map(each => ({ ...each, message: leftMessage(each, view) })),
    files: plan.files.map(file => ({
      path: file.path,
      before: digest(file, file.before),
      after: digest(file, file.after),
    })),
  })
