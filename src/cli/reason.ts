import type { Localized } from '../message/index.ts'

const reasons: Readonly<Record<string, Localized>> = {
  ENOENT: { en: 'no such file or directory', zh: '没有该文件或目录' },
  ENOTDIR: { en: 'no such file or directory', zh: '没有该文件或目录' },
  EISDIR: { en: 'is a directory', zh: '是目录' },
  EEXIST: { en: 'there is a file of that name', zh: '已有同名文件' },
  EACCES: { en: 'permission denied', zh: '权限不足' },
  EPERM: { en: 'not permitted', zh: '操作不被允许' },
  EROFS: { en: 'read-only file system', zh: '文件系统只读' },
  EBUSY: { en: 'in use by the system, as a file that is mounted there', zh: '正被系统占用，例如该处挂载了文件' },
  ENOSPC: { en: 'no space left on the device', zh: '磁盘空间不足' },
  EDQUOT: { en: 'the quota is used up', zh: '磁盘配额已用完' },
  ELOOP: { en: 'too many symbolic links', zh: '符号链接层数过多' },
  EMFILE: { en: 'too many open files', zh: '打开的文件过多' },
  ENAMETOOLONG: { en: 'the name is too long', zh: '名称过长' },
  EIO: { en: 'input or output error of the device', zh: '设备输入输出错误' },
  ENOTFILE: { en: 'not a regular file', zh: '不是普通文件' },
}

/** What an error code of the operating system means. */
export const reasonOf = (code: string): Localized => reasons[code] ?? { en: code, zh: code }
