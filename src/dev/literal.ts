/** A text as a literal of TypeScript: one that can be read where the text allows it. */
export const literal = (text: string): string => (/[`\\$]/.test(text) ? JSON.stringify(text) : `\`${text}\``)
