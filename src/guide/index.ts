import { outcome } from '../engine/guided.ts'
import type { AnalyzeInput, Report, WaiverEntry } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import { patchOf } from '../report/patch.ts'
import type { Edit } from '../text/index.ts'
import { type Look, shown } from './look.ts'
import { advance, begin, present } from './machine.ts'
import { isBroken } from './mend.ts'
import type { Answer, Question } from './question.ts'
import { viewOf } from './scene/plan.ts'
import { toPlan } from './scene/review.ts'
import { type Scene, type State, say } from './state.ts'

export type { Look } from './look.ts'
export type { Answer, Question } from './question.ts'

/** What a session may touch. All of it happens after the review. */
export interface World {
  readonly look: Look
  readonly today: string
  show(lines: readonly string[]): void
  ask(question: Question): Promise<Answer>
  /** All files or none. Gives their paths. @throws an error with a `localized` text when nothing was written. */
  write(edits: readonly Edit[]): Promise<readonly string[]>
  accept(waivers: readonly WaiverEntry[]): Promise<void>
  /** A new file. @throws an error with a `localized` text, also when there is one of that name. */
  save(name: string, content: string | Uint8Array): void
  /** Says what could not be read. Files half understood are mended first, or left alone. */
  complain(report: Report): void
  /** Somebody is there who can answer differently after a failure. */
  readonly attended: boolean
}

export type Ending = 'done' | 'discarded' | 'unreadable'

/** Goes from question to question until everything is decided. */
export async function guide(input: AnalyzeInput, world: World): Promise<Ending> {
  let state = begin(input, world.today)
  world.complain(state.start)
  for (;;) {
    const presented = present(state, world.look)
    world.show([...state.said.map(text => shown(world.look, text)), ...(presented?.lines ?? [])])
    if (presented) {
      const answer = await world.ask(presented.question)
      state = advance(state, answer)
    } else if (state.scene.kind === 'end') return ended(state, state.scene.discarded, world)
    else state = await carriedOut(state, world)
  }
}

function ended(state: State, discarded: boolean, { look, show }: World): Ending {
  if (isBroken(state)) return 'unreadable'
  if (discarded) show([shown(look, nothing)])
  return discarded ? 'discarded' : 'done'
}

const nothing = say('nothing was written', '未写入任何内容')

/** What failed is said, and the question before it comes back: a state of its own when somebody is there to answer. */
async function carriedOut(state: State, world: World): Promise<State> {
  const { scene } = state
  try {
    const said = scene.kind === 'save' ? await save(scene, state, world) : await write(scene, state, world)
    if (scene.kind === 'save') return { ...state, scene: { kind: 'end', discarded: false }, said }
    const planned = toPlan({ ...state, said: [] })
    return { ...planned, said: [...said, ...planned.said] }
  } catch (error) {
    const { localized } = error as { localized?: Localized }
    if (!world.attended || !localized) throw error
    const back: Scene = scene.kind === 'save' ? { ...scene, kind: 'plan-file' } : { kind: 'review' }
    return { ...state, scene: back, said: [localized] }
  }
}

async function write(scene: Scene, { standing, waivers }: State, world: World): Promise<Localized[]> {
  const { edits } = outcome(standing)
  const said: Localized[] = []
  const name = scene.kind === 'write' ? scene.patch : undefined
  if (name !== undefined) {
    world.save(name, Buffer.concat(patchOf(edits, standing.session.store).map(({ bytes }) => bytes)))
    said.push(say(`${name} saved; apply it with patch -p1`, `已保存 ${name}；可用 patch -p1 应用`))
  } else if (edits.length > 0) {
    const paths = await world.write(edits)
    said.push(...paths.map(path => say(`written: ${path}`, `已写入：${path}`)))
    said.push(say('take back with "confward undo"', '可用 "confward undo" 撤销'))
  }
  if (waivers.length > 0) await world.accept(waivers)
  return said
}

async function save(
  { plan, form, name }: Scene & { readonly kind: 'save' },
  state: State,
  { look, save }: World,
): Promise<Localized[]> {
  const text =
    form === 'sh'
      ? (await import('../report/plan-sh.ts')).planSh(plan, viewOf(state, look))
      : (await import('../report/plan-markdown.ts')).renderPlan(plan, viewOf(state, look))
  save(name, text)
  return [say(`${name} saved`, `已保存 ${name}`)]
}
