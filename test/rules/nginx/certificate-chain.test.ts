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

const found = (file: string, lines = ''): number =>
  findings(
    'nginx/certificate-chain',
    `server { listen 443 ssl; server_name www.example.com; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`,
    { files: { 'c.pem': file } },
  ).length

it.each(['', 'ssl_trusted_certificate ca.pem;'])('a leaf alone that names its issuer is no chain: %s', lines =>
  expect(found(named, lines)).toBe(1),
)

it.each([
  ['an issuer behind it', named + silent],
  ['the leaf of a CA of one’s own', silent],
  ['no certificate at all', 'x'],
])('silent: %s', (_what, file) => expect(found(file)).toBe(0))
