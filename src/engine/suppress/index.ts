export { complaintFinding } from './complaint.ts'
export { engineRules, type OwnRule } from './own-rules.ts'
export { suppress } from './suppress.ts'
