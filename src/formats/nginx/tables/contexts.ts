/** Every context a directive may stand in; the position of a name is the number of its bit in the tables. */
export const contextNames = [
  'main',
  'events',
  'http',
  'server',
  'location',
  'if-in-server',
  'if-in-location',
  'limit_except',
  'upstream',
  'stream',
  'stream-server',
  'stream-upstream',
  'mail',
  'mail-server',
  'mgmt',
  'oidc_provider',
  'acme_issuer',
] as const

export type ContextName = (typeof contextNames)[number]

export const contextBit = (name: ContextName): number => 1 << contextNames.indexOf(name)
