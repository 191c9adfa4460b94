import type { Container } from '../../files/index.ts'
import type { Fix } from '../fix.ts'

/** What a person decides about a port in clear of a container: no command of the host obtains a certificate for it. */
export const containerFix = ({ name, path }: Container): Fix => ({
  title: { en: 'End TLS in front of the container', zh: '在容器前终结 TLS' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [
    {
      kind: 'decide',
      id: `nginx/container-tls:${path}`,
      title: { en: `End TLS in front of ${name}`, zh: `在 ${name} 前终结 TLS` },
      needs: [],
      risk: 'behaviour',
      question: {
        en: `${path} gives nginx to a container. Put what has a certificate in front and let nobody else reach the port (an Ingress or a Gateway; with Docker Compose a port of 127.0.0.1 behind a server with TLS), or mount a certificate and let nginx listen with it. Then make a new plan`,
        zh: `${path} 把 nginx 放进容器。请在其前面放置持有证书的一端并使其他人无法访问该端口（Ingress 或 Gateway；Docker Compose 则把端口绑定到 127.0.0.1，由带 TLS 的服务器转发），或挂载证书并让 nginx 以 TLS 监听。然后重新生成计划`,
      },
    },
  ],
})
