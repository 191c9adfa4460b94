/** Does the cipher authenticate what it encrypts? Such ciphers take no `auth`. */
export const isAead = (name: string): boolean => name.endsWith('-GCM') || name === 'CHACHA20-POLY1305'
