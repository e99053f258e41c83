export { links as guidanceLinks } from './links.ts'
export { guidanceRoutes, type GuidancePages } from './routes.ts'
export { defined, termMarker, type TermMarker } from './term-marker.ts'
