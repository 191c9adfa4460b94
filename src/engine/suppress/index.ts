export { complaintFinding } from './complaint.ts'
export { suppress } from './suppress.ts'
