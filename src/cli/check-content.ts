import { join } from 'node:path'
import { ContentError, loadContent } from '#content/load.ts'
import { many, projectRoot, type InstanceCommand } from '#root/cli/instance.ts'

/** `handfast check-content`: for whoever reviews or changes what the project says. */
export const checkContent: InstanceCommand = {
  takesFile: true,
  help: `
handfast check-content [FOLDER]

Reads and checks everything in the folder of content (by default the project's own) and prints every problem at once, each
with its file and line. Exit code 1 when there is any.`,
  run: async ({ file, io }) => {
    try {
      const { frameworks, glossary, authorities } = loadContent(file ?? join(projectRoot, 'content'))
      const statements = frameworks.flatMap(({ areas }) => areas.flatMap((area) => area.statements))
      io.out(
        `${many(frameworks.length, 'framework', 'frameworks')} with ${many(statements.length, 'statement', 'statements')}, ` +
          `${many(glossary.length, 'term', 'terms')}, ${many(authorities.length, 'authority', 'authorities')}: no problem found.\n`,
      )
      return 0
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      io.out(`${error.message}\n`)
      return 1
    }
  },
}
