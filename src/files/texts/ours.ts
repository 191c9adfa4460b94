/** What a file that holds one of ours somewhere says: the name of its daemon, a block of nginx, a kernel setting, `remote HOST`. */
const marks =
  /nginx|openvpn|ovpn|sysctl|\/proc\/sys\/|\bremote[ \t]|\b(?:server|location|upstream|events|http|stream)\b[^\n{}]{0,80}\{|\bnet\.ipv[46]\.|\b(?:vm|kernel|fs)\.[a-z_]+[ \t]*=/

/** Most files are none of ours, and are not read for what stands in them. */
export const mayHoldOurs = (text: string): boolean => marks.test(text)
