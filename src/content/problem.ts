/** One thing wrong in a file under `/content`, where a person can find it. */
export type Problem = { file: string; line: number; message: string }

/** Thrown at start when reviewed content is wrong: every problem at once, with file and line. */
export class ContentError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ file, line, message }) => `  ${file}:${line} ${message}`)
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
    super(`The content has ${count}:\n${lines.join('\n')}`)
    this.name = 'ContentError'
    this.problems = problems
  }
}
