import type { Localized } from '../message/index.ts'

const reasons: Readonly<Record<string, Localized>> = {
  ENOENT: { en: 'no such file or directory', zh: '没有该文件或目录' },
  ENOTDIR: { en: 'no such file or directory', zh: '没有该文件或目录' },
  EISDIR: { en: 'is a directory', zh: '是目录' },
  EEXIST: { en: 'there is a file of that name', zh: '已有同名文件' },
  EACCES: { en: 'permission denied', zh: '权限不足' },
  EPERM: { en: 'not permitted', zh: '操作不被允许' },
  EROFS: { en: 'read-only file system', zh: '文件系统只读' },
  ENOSPC: { en: 'no space left on the device', zh: '磁盘空间不足' },
  EDQUOT: { en: 'the quota is used up', zh: '磁盘配额已用完' },
  ENOTFILE: { en: 'not a regular file', zh: '不是普通文件' },
}

/** What an error code of the operating system means. */
export const reasonOf = (code: string): Localized => reasons[code] ?? { en: code, zh: code }
