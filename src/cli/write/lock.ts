import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { asWriteError, type Place, WriteError } from './transaction.ts'

/**
 * Runs something while no other confward of this user writes. A lock whose process is gone is taken over.
 * @throws WriteError while another process holds it.
 */
export async function locked<T>({ disk, state }: Place, work: () => T | Promise<T>): Promise<T> {
  const lock = join(state, 'lock')
  try {
    disk.makeDirectory(state, 0o700)
    take(disk, lock)
  } catch (error) {
    throw asWriteError(error)
  }
  try {
    return await work()
  } finally {
    disk.remove(lock)
  }
}

function take(disk: Disk, lock: string): void {
  const holder = Number(Buffer.from(disk.read(lock) ?? []).toString())
  if (holder > 0 && holder !== process.pid && isAlive(holder)) throw busy(holder)
  disk.remove(lock)
  try {
    disk.create(lock, Buffer.from(String(process.pid)), { mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw busy(0)
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const busy = (pid: number): WriteError =>
  new WriteError({
    en: `another confward${pid > 0 ? ` (process ${pid})` : ''} is writing; nothing was written`,
    zh: `另一个 confward${pid > 0 ? `（进程 ${pid}）` : ''} 正在写入；未写入任何内容`,
  })
