export { memoryStore } from './memory.ts'
export { overlay } from './overlay.ts'
export { basename, dirname, hostRoot, join, normalize, onHost } from './path.ts'
export { type FileStore, isUnreadable, type Unreadable } from './store.ts'
