export { readQuickCheck, writeQuickCheck, type QuickCheckFile, type QuickCheckReading } from './file.ts'
export { links as quickCheckLinks } from './links.ts'
export { quickCheckRoutes, type QuickCheckPages } from './routes.ts'
