export { fill, type Lang, type Localized, localize, type Message, type Params } from './message.ts'
