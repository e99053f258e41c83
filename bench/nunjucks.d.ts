// The package ships no types; this is the part that the yardstick in ui.ts calls.
declare module 'nunjucks' {
  type Template = { render(context: object): string }
  type Environment = { renderString(template: string, context: object): string }
  const nunjucks: {
    configure(path: string, options: { autoescape: boolean }): Environment
    compile(template: string, environment: Environment): Template
  }
  export default nunjucks
}
