import { visible } from './plain.ts'

/** The message of a workflow command. Line ends become visible, so no second command can start. */
export const commandData = (text: string): string => visible(text).replace(/%/g, '%25')

/** The value of a property of a workflow command. */
export const commandProperty = (text: string): string => commandData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
