/**
 * A subject without what tells servers of one name apart: `server example.com *:80 #2 / location /` is
 * `server example.com / location /`. A second server of the name changes the subject of the first one, and nothing of it.
 */
export const siteOf = (subject: string): string => subject.replace(apart, '$1')

/** Behind the name: sockets, and a number. What else stands there is what the finding is about. */
const apart = /^((?:stream |mail )?server \S+)(?: (?:\S*:\d+(?:\/udp)?|unix:\S+|#\d+)(?![^ ]))+/
