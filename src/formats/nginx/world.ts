/** http{}, stream{} and mail{} share neither sockets, variables nor upstreams. */
export type World = 'http' | 'stream' | 'mail'
