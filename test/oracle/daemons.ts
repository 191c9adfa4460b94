/** The real daemons, asked without touching the machine they run on. */

export { has } from '../../src/dev/programs.ts'
export { type Certificates, certificates } from './certificates.ts'
export { Host, type Run } from './host.ts'
export { needs } from './needs.ts'
export { type Judgement, type NginxQuestion, nginxHost, nginxTest } from './nginx.ts'
export { openvpnTest } from './openvpn.ts'
export { type Applied, type Applier, applySysctl } from './sysctl.ts'
