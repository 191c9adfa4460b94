/** The prompts in use, and no more of the package: it is bundled, and its editor brings tables of encodings along. */
export { checkbox, expand, input, select } from '@inquirer/prompts'
