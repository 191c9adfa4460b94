import type { NginxModel } from '../../formats/nginx/model.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { type AliasLocation, aliasLocations, singleFile } from './alias-locations.ts'
import { answersItself, handlerOf, openRequestTo } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/alias-slash-mismatch',
  format: 'nginx',
  title: { en: 'alias without the slash its location has', zh: 'alias 缺少 location 带有的斜杠' },
  severity: 'low',
  confidence: 'high',
  tags: ['files'],
  messages: {
    joined: {
      en: '`alias {path}` lacks the slash of `location {text}`: {text}a.txt is {path}a.txt',
      zh: '`alias {path}` 缺少 `location {text}` 的斜杠：{text}a.txt 变成 {path}a.txt',
    },
  },
  defaults: {},
  *check(model) {
    for (const each of aliasLocations(model)) {
      const { text, path, alias, location } = each
      const argument = alias.args[0]
      if (!text.endsWith('/') || path.endsWith('/') || singleFile(each) || namesFile(path)) continue
      yield {
        at: placeOf(alias),
        subject: location.subject,
        message: { id: 'joined', params: { text, path } },
        witness: () => witnessOf(model, each),
        fixes:
          !argument || bare(argument) !== path
            ? []
            : [
                {
                  title: { en: `append the slash: alias ${path}/`, zh: `补上斜杠：alias ${path}/` },
                  safety: 'safe',
                  edits: [respelled(alias.file, argument, `${path}/`)],
                  changes: ['alias'],
                },
              ],
      }
    }
  },
})

/** `location /app/ { alias /srv/app/index.html; }` answers one path with one file. A directory can be called `example.com`. */
const namesFile = (path: string): boolean =>
  /\.(?:html?|txt|json|xml|js|css|png|jpe?g|gif|ico|svg|webp|pdf|php|webmanifest|gz|zip)$/i.test(path)

/** A file of the directory that is not found: its name is looked up beside the directory. */
function witnessOf(model: NginxModel, { location, text }: AliasLocation): Witness | undefined {
  const { serve } = location
  if (serve.kind !== 'static' || serve.tryFiles || !answersItself(model, location, 404)) return undefined
  const request = openRequestTo(model, handlerOf(location), { path: `${text}index.html` })
  const summary = { en: 'a file that stands in the directory is not found', zh: '目录中存在的文件却返回未找到' }
  return request && { ...request, provokes: { status: 404, summary } }
}
