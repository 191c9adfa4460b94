import type { Inset, Written } from '../scalar/index.ts'

/** A kernel setting that stands in a file of another kind: what it is called and what it is set to, each where it stands. */
export interface Setting {
  /** With dots or slashes, as `sysctl` takes it. */
  readonly key: Pick<Inset, 'value'>
  readonly value: Inset
  /** Where the first of the two stands. */
  readonly at: number
  /** The change that takes it out; undefined when nothing else may change by it. */
  remove?(): Written | undefined
}

/** Keys that nothing but a kernel has; programs of other kinds have a `net.` or `fs.` of their own. */
export const kernelKey: RegExp =
  /^(?:net[./](?:ipv[46]|core|netfilter|bridge|unix|mptcp)[./]|kernel[./][a-z]|vm[./][a-z]|fs[./](?:file-max|nr_open|protected_|suid_dumpable|inotify[./]|aio-max-nr|mqueue[./])|user[./]max_)[\w./*-]*$/

/** Most files hold none: they are not read for it. */
export const holdsKernelKeys = (text: string): boolean =>
  /sysctl|kernel_?param|\/proc\/sys/i.test(text) &&
  /\b(?:net[./](?:ipv[46]|core|netfilter|bridge|unix|mptcp)[./]|(?:kernel|vm)[./][a-z]|fs[./][a-z]|user[./]max_)/.test(
    text,
  )

/** What a program puts in is not known here. Words for yes and no mean different things to YAML and to the kernel. */
export const isValue = (text: string): boolean =>
  /^[\w .:,*|%/+-]+$/.test(text) && !/^(?:yes|no|true|false|on|off)$/i.test(text)
