/**
 * What `<%-` does: EJS puts in the value of an expression, ERB runs Ruby and takes the blanks in front away. Ruby there
 * begins or ends a block, or assigns.
 */
export const isUnescaped = (tag: string): boolean => tag.startsWith('<%-') && !ruby.test(tag) && !brings.test(tag)

const ruby =
  /^<%-\s*(?:#|(?:if|unless|else|elsif|end|case|when|while|until|for|begin|rescue|ensure|next|break|require|return|raise)\b|[@$]?\w+\s*(?:\|\||[-+*])?=(?![=~])|\w+,)|\bdo\b(?:[ \t]*\|[^|\n]{0,200}\|)?\s*[-+]?%>$|\{\s*(?:\|[^|\n]{0,200}\|\s*)?[-+_]?%>$|^<%-\s*[-+]?%>$|^<%-\s*\}/

/** They bring whole statements, as in ERB. */
const brings = /^<%-\s*(?:include|render|yield)\b/
