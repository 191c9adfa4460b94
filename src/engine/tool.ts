/** What reports name as their author. A test keeps the version equal to that of package.json. */
export const tool: { readonly name: 'confward'; readonly version: string } = { name: 'confward', version: '0.1.0' }
