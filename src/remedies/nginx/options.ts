import { acmeServerPattern, mailPattern, webrootPattern } from './stated.ts'

/** What a baseline may decide about the repair of plaintext servers. */
export interface HttpsOptions {
  /** Path prefixes that belong to an API, on top of the usual ones. */
  readonly apiPaths: readonly string[]
  /** What port 80 does with requests to an API. */
  readonly apiOnPlaintext: 'refuse' | 'redirect'
  /** Folder for the challenge files of the CA. */
  readonly webroot: string
  /** Directory URL of the CA. Empty: certbot's own default. */
  readonly acmeServer: string
  /** For messages of the CA. Empty: none is given. */
  readonly mail: string
  /** Names to put into a certificate, by the name of the certificate. Without an entry: all that its servers have. */
  readonly certificateNames: Readonly<Record<string, readonly string[]>>
  /** max-age of Strict-Transport-Security in seconds. */
  readonly minAge: number
}

export const httpsDefaults: HttpsOptions = {
  apiPaths: [],
  apiOnPlaintext: 'refuse',
  webroot: '/var/www/letsencrypt',
  acmeServer: '',
  mail: '',
  certificateNames: {},
  minAge: 31_536_000,
}

/** For rules that offer the repair. */
export const httpsSchema: Readonly<Record<keyof HttpsOptions, object>> = {
  apiPaths: { type: 'array', items: { type: 'string' } },
  apiOnPlaintext: { enum: ['refuse', 'redirect'] },
  webroot: { type: 'string', pattern: webrootPattern },
  acmeServer: { type: 'string', pattern: acmeServerPattern },
  mail: { type: 'string', pattern: mailPattern },
  certificateNames: {
    type: 'object',
    additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } },
  },
  minAge: { type: 'integer', minimum: 0 },
}
