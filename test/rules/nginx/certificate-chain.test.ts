import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Made by openssl: a leaf of an issuing CA, once with caIssuers in its authority information access, once without. */
const named = `-----BEGIN CERTIFICATE-----
MIIByjCCAXCgAwIBAgIUKW9fe0ltWwDON9uD8ulqDhEvq7owCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMSXNzdWluZyBDQSAxMCAXDTI2MTEyMzAzNTEzN1oYDzIxMjYx
MDMwMDM1MTM3WjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAASJ885014epI6g5hlz3yZqkmsW14KZR/oRqToei2yv/
noChBlHlMECqfVaCdw943cgteQ7HBblfOW8MCgsEkl6oo4GUMIGRMBoGA1UdEQQT
MBGCD3d3dy5leGFtcGxlLmNvbTAzBggrBgEFBQcBAQQnMCUwIwYIKwYBBQUHMAKG
F2h0dHA6Ly9jYS5leGFtcGxlL2kuY3J0MB0GA1UdDgQWBBTOSRbaDSpE2uLBvYa9
RIaw9hSfgTAfBgNVHSMEGDAWgBQOQ5vLh7nlTEhT/ULIjM6sxTO1DTAKBggqhkjO
PQQDAgNIADBFAiEA4Tdht7q/LD7y4vvW6xl7tPqAuMaOHJGvsIHy+hr9hZACID5S
1sbwm+rfr0uvVm2a4tQLI9KhShLK/oLZweJqNUSw
-----END CERTIFICATE-----
`
const silent = `-----BEGIN CERTIFICATE-----
MIIBkjCCATmgAwIBAgIUKW9fe0ltWwDON9uD8ulqDhEvq7swCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMSXNzdWluZyBDQSAxMCAXDTI2MTEyMzAzNTEzN1oYDzIxMjYx
MDMwMDM1MTM3WjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAASJ885014epI6g5hlz3yZqkmsW14KZR/oRqToei2yv/
noChBlHlMECqfVaCdw943cgteQ7HBblfOW8MCgsEkl6oo14wXDAaBgNVHREEEzAR
gg93d3cuZXhhbXBsZS5jb20wHQYDVR0OBBYEFM5JFtoNKkTa4sG9hr1EhrD2FJ+B
MB8GA1UdIwQYMBaAFJZH+FZqg66iCn+2yvZLGUFxb7KQMAoGCCqGSM49BAMCA0cA
MEQCIEH4WfmGB89Nuf+C7ZelawUVOvez9cTkOWBnkMtjC1hcAiBYte2+gWHreLx0
nwgIguridu1OuLyBRXBjtCIbe6z6oA==
-----END CERTIFICATE-----
`

/** Issuers that are no intermediate by their names: of Active Directory, which mostly is its own root, and a root. */
const ofDirectory = `-----BEGIN CERTIFICATE-----
MIIB9zCCAZ2gAwIBAgIURkFB8mt6C4QCw6aVpccVHbXR+4YwCgYIKoZIzj0EAwIw
RDEVMBMGCgmSJomT8ixkARkWBWxvY2FsMRQwEgYKCZImiZPyLGQBGRYEY29ycDEV
MBMGA1UEAwwMY29ycC1EQzAxLUNBMCAXDTI2MTEyMzA5MTExN1oYDzIxMjYxMDI5
MDkxMTE3WjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARLkQLBGVtJHFxcFPp2Q8KAKu5PrfM6/oczTX8Jr7qWJ1fV
tD6kvc3fle6UqAhs9f9pQjWiYYzmOLFMhqA7Bzcgo4GUMIGRMBoGA1UdEQQTMBGC
D3d3dy5leGFtcGxlLmNvbTAzBggrBgEFBQcBAQQnMCUwIwYIKwYBBQUHMAKGF2h0
dHA6Ly9jYS5leGFtcGxlL2kuY3J0MB0GA1UdDgQWBBSqCgZXHXNV5+hfq1WsxiaM
YM8coDAfBgNVHSMEGDAWgBQT60312vrURPb4nOdYCnDrdFfOuzAKBggqhkjOPQQD
AgNIADBFAiEAimRhvR666JSiiR6v6eK/QwKT3jud+fGXnQHhz/64KI4CICJXZK6O
2aUUyyQ7aFcd8m0LAN+uSrs0Ma9Y5G2jqu0w
-----END CERTIFICATE-----
`
const ofRoot = `-----BEGIN CERTIFICATE-----
MIIB3TCCAYKgAwIBAgIULn6ZMvTNC2PZ6Qtw3OQgMNpLS9owCgYIKoZIzj0EAwIw
KTENMAsGA1UECgwEQ29ycDEYMBYGA1UEAwwPQ29ycCBSb290IENBIEcyMCAXDTI2
MTEyMzA5MTExN1oYDzIxMjYxMDI5MDkxMTE3WjAaMRgwFgYDVQQDDA93d3cuZXhh
bXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASWKsEoccba9rjoOvQQ
EIfqoC0d6fcca3YPB0OxvTxB53V6TYSgqh8sr5NryYAiZq19pM2X5EglqSHVXmkC
cJITo4GUMIGRMBoGA1UdEQQTMBGCD3d3dy5leGFtcGxlLmNvbTAzBggrBgEFBQcB
AQQnMCUwIwYIKwYBBQUHMAKGF2h0dHA6Ly9jYS5leGFtcGxlL2kuY3J0MB0GA1Ud
DgQWBBQecKoPWm91uyQ5KvATCPQfAkNJmjAfBgNVHSMEGDAWgBQLBskG9iqYuLCD
sp3uKc8SWbtuyTAKBggqhkjOPQQDAgNJADBGAiEA1ACrrZtXOTj+gSw5lBKbmZzD
R8G9VSp3W62wZWUQwn4CIQCRu+5Gl8DnDO3JTuahdf7w/cQOt6YknsdOv5t3CSKj
Fw==
-----END CERTIFICATE-----
`

const found = (file: string, lines = ''): number => confidences(file, lines).length

const confidences = (file: string, lines = ''): string[] =>
  findings(
    'nginx/certificate-chain',
    `server { listen 443 ssl; server_name www.example.com; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`,
    { files: { 'c.pem': file } },
  ).map(({ confidence }) => confidence)

it.each(['', 'ssl_trusted_certificate ca.pem;'])('a leaf alone that names its issuer is no chain: %s', lines =>
  expect(found(named, lines)).toBe(1),
)

it.each([
  ['an issuer behind it', named + silent],
  ['the leaf of a CA of one’s own', silent],
  ['the leaf of a root, which clients have or have not', ofRoot],
  ['no certificate at all', 'x'],
])('silent: %s', (_what, file) => expect(found(file)).toBe(0))

it('a CA of Active Directory may be the root itself', () => {
  expect(confidences(named)).toEqual(['medium'])
  expect(confidences(ofDirectory)).toEqual(['low'])
})
