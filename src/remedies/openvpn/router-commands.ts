import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { routerAbilities } from '../../formats/openvpn/peer.ts'
import type { Version } from '../../target/index.ts'

/**
 * The commands that make a MikroTik router the server of this client, for its release. The argument names come from
 * the routers' own tables; what only the operator knows stands in angle brackets.
 */
export function routerCommands(model: OpenvpnModel, release: Version | undefined): string[] {
  return [...certificates(model), ...accounts(), server(model, release), ...filter(model, release)]
}

/** Whatever is put between two blanks of a command must be a plain word. */
const plain = (text: string | undefined, otherwise: string): string =>
  text !== undefined && /^[\w.-]{1,100}$/.test(text) ? text : otherwise

const nameOf = (model: OpenvpnModel): string =>
  plain(model.verification.name.value, plain(model.remotes.find(({ numeric }) => !numeric)?.host, 'vpn.example.com'))

function certificates(model: OpenvpnModel): string[] {
  const name = nameOf(model)
  const usage = 'digital-signature,key-encipherment,tls-server'
  return [
    '/certificate add name=hq-ca common-name=HQ-CA key-size=prime256v1 key-usage=key-cert-sign,crl-sign days-valid=3650',
    '/certificate sign hq-ca',
    `/certificate add name=ovpn-srv common-name=${name} subject-alt-name=DNS:${name} key-size=prime256v1 key-usage=${usage} days-valid=825`,
    '/certificate sign ovpn-srv ca=hq-ca',
    '/certificate add name=ovpn-client common-name=ovpn-client key-size=prime256v1 key-usage=digital-signature,tls-client days-valid=825',
    '/certificate sign ovpn-client ca=hq-ca',
  ]
}

const accounts = (): string[] => [
  '/ip pool add name=ovpn ranges=10.8.0.2-10.8.0.254',
  '/ppp profile add name=ovpn local-address=10.8.0.1 remote-address=ovpn',
  '/ppp secret add name=<user> password=<random password> service=ovpn profile=ovpn',
]

/** `name` and `disabled` from 7.17 on, `enabled` before; no `protocol` and no GCM in version 6. */
function server(model: OpenvpnModel, release: Version | undefined): string {
  const { named, gcm, udp } = routerAbilities(release)
  const port = plain(model.remotes[0]?.port, '1194')
  const digest = gcm ? 'sha256' : 'sha1'
  const cipher = gcm ? 'aes256-gcm' : 'aes256'
  const transport = gcm ? [`protocol=${udp !== false && model.transport.value === 'udp' ? 'udp' : 'tcp'}`] : []
  const redirect = gcm && model.routing.redirect.length === 0 ? ['redirect-gateway=disabled'] : []
  const tls = gcm ? ['tls-version=only-1.2'] : []
  return [
    `/interface ovpn-server server ${named ? 'add name=ovpn-hq' : 'set enabled=yes'}`,
    ...transport,
    `port=${port} mode=ip netmask=24 certificate=ovpn-srv require-client-certificate=yes`,
    `auth=${digest} cipher=${cipher}`,
    ...tls,
    'default-profile=ovpn',
    ...redirect,
    ...(named ? ['disabled=no'] : []),
  ].join(' ')
}

function filter(model: OpenvpnModel, release: Version | undefined): string[] {
  const { udp } = routerAbilities(release)
  const protocol = udp !== false && model.transport.value === 'udp' ? 'udp' : 'tcp'
  const port = plain(model.remotes[0]?.port, '1194')
  return [
    `/ip firewall filter add chain=input action=accept protocol=${protocol} dst-port=${port} src-address=<client public IP> comment="ovpn client" place-before=0`,
    '/ip firewall nat add chain=srcnat action=masquerade src-address=10.8.0.0/24 out-interface-list=WAN',
  ]
}
