export { overviewRoutes } from './routes.ts'
export { overviewApi } from './api.ts'
