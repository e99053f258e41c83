import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ContentError, loadContent } from './load.ts'

const real = join(import.meta.dirname, '../../content')
const purpose = 'frameworks/shared-service-readiness/purpose.yaml'
const folders: string[] = []
describe('load', () => {
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  /** Copies the content, edits some files and returns what the loader objects to, as `file:line message`. */
  function problemsAfter(edits: Record<string, (text: string) => string | undefined>): string[] {
    const root = mkdtempSync(join(tmpdir(), 'handfast-content-'))
    folders.push(root)
    cpSync(real, root, { recursive: true })
    for (const [name, edit] of Object.entries(edits)) {
      const file = join(root, name)
      const before = readFileSync(file, 'utf8')
      const text = edit(before)
      assert.notEqual(text, before, `the edit of ${name} changed nothing`)
      if (text === undefined) rmSync(file)
      else writeFileSync(file, text)
    }
    try {
      loadContent(root)
      return []
    } catch (error) {
      assert.ok(error instanceof ContentError)
      return error.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
    }
  }
  const replace = (from: string, to: string) => (text: string) => text.replace(from, to)
  const lineOf = (name: string, part: string) =>
    readFileSync(join(real, name), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(part)) + 1

  test('the content of this project loads, and nobody can change it afterwards', () => {
    const content = loadContent(real)
    assert.equal(content.frameworks[0]?.id, 'shared-service-readiness')
    assert.throws(() => content.frameworks[0]?.areas.pop(), TypeError)
    assert.throws(() => Object.assign(content.glossary[0] ?? {}, { term: 'x' }), TypeError)
  })

  test('a slip of the pen is named by file, line and what is wrong', () => {
    const line = lineOf(purpose, 'about: partnership')
    assert.deepEqual(problemsAfter({ [purpose]: replace('about: partnership', 'about: everyone') }), [
      `${purpose}:${line} statements.0.about must be one of: us, partnership, others`,
    ])
  })

  test('all problems come at once, from every file', () => {
    const problems = problemsAfter({
      [purpose]: replace('id: purpose.deadline', 'id: trust.deadline'),
      'frameworks/shared-service-readiness/framework.yaml': replace('      exit: 2\n', '      exits: 2\n'),
      'glossary.yaml': replace('- id: host\n', '- id: cabinet\n'),
      'authorities.csv': replace('E06000001,HPL', 'E06000001,hpl'),
      'sandbox/ashby.yaml': replace('  purpose.deadline:', '  purpose.dead-line:'),
    })
    const framework = 'frameworks/shared-service-readiness/framework.yaml'
    assert.deepEqual(problems.slice(0, 3), [
      `${framework}:${lineOf(framework, 'exit: 2') - 11} ambitions.0.needs says nothing of the level that area "exit" needs`,
      `${framework}:${lineOf(framework, 'exit: 2')} ambitions.0.needs.exits there is no area "exits"`,
      `${purpose}:${lineOf(purpose, 'id: purpose.deadline')} statements.1.id "trust.deadline" must begin with "purpose."`,
    ])
    assert.match(problems.join('\n'), /glossary\.yaml:\d+ "cabinet" is used twice/)
    assert.match(problems.join('\n'), /authorities\.csv:7 short is not as it should be/)
    assert.match(problems.join('\n'), /sandbox\/ashby\.yaml:\d+ answers\.purpose\.dead-line is no statement/)
  })

  test('a missing file, a file too many and a file that is not YAML are each said so', () => {
    const folder = 'frameworks/shared-service-readiness'
    assert.deepEqual(problemsAfter({ 'glossary.yaml': () => undefined }), ['glossary.yaml:1 is missing'])
    assert.match(
      problemsAfter({ [`${folder}/trust.yaml`]: () => undefined })[0] ?? '',
      /trust\.yaml:1 is missing/,
    )
    assert.match(
      problemsAfter({ [`${folder}/framework.yaml`]: replace('  - trust\n', '') }).join('\n'),
      /trust\.yaml:1 is not among the areas of framework\.yaml/,
    )
    assert.match(
      problemsAfter({ 'glossary.yaml': replace('  term: host', '  term: [host') })[0] ?? '',
      /^glossary\.yaml:\d+ /,
    )
  })

  test('a folder that holds no content at all is refused in sentences, not with a crash', () => {
    const empty = mkdtempSync(join(tmpdir(), 'handfast-content-'))
    folders.push(empty)
    assert.throws(
      () => loadContent(empty),
      /frameworks:1 is missing[^]*glossary\.yaml:1 is missing[^]*authorities\.csv:1/,
    )
  })

  test('two equal levels, a wrong number, an unknown theme and a repeated id do not pass', () => {
    const edits: [(text: string) => string, RegExp][] = [
      [
        replace(
          '      - We have not ranked our own aims.',
          '      - We have told the others what we want. We did not say what comes first.',
        ),
        /says the same of two levels/,
      ],
      [replace("number: '1.3'", "number: '1.4'"), /is 1\.4; its place is 1\.3/],
      [replace('theme: shared-vision', 'theme: visions'), /there is no theme "visions"/],
      [replace('id: purpose.deadline', 'id: purpose.same-reason'), /"purpose.same-reason" is used twice/],
      [replace('    gate: true\n', '    gate: true\n    colour: red\n'), /colour is not known here/],
      [replace('    gate: true\n', ''), /lacks gate/],
    ]
    for (const [edit, expected] of edits)
      assert.match(problemsAfter({ [purpose]: edit }).join('\n'), expected)
  })

  test('a theme that no area uses and a word that no framework uses do not pass', () => {
    const theme = '  - id: spare\n    name: Spare\n    meaning: A theme that nothing belongs to.\n'
    assert.match(
      problemsAfter({
        'frameworks/shared-service-readiness/framework.yaml': (text) =>
          text.replace('themes:\n', `themes:\n${theme}`),
      }).join('\n'),
      /no area belongs to the theme "spare"/,
    )
    const word = '- id: gizmo\n  term: gizmo\n  meaning: A thing that no statement ever speaks of.\n'
    assert.match(
      problemsAfter({ 'glossary.yaml': (text) => `${text}${word}` }).join('\n'),
      /"gizmo" is used in no framework/,
    )
  })

  test('a sandbox person or grade that does not fit is named where it stands', () => {
    const ashby = 'sandbox/ashby.yaml'
    const line = lineOf(ashby, 'grade: approved-decision')
    const problems = problemsAfter({
      [ashby]: (text) =>
        text
          .replace('grade: approved-decision', 'grade: assertion')
          .replace('    anya-almond:', '    bettina-beech:'),
    })
    assert.deepEqual(problems, [
      `${ashby}:${lineOf(ashby, '    anya-almond:')} officeAnswers.purpose.same-reason names "bettina-beech", who holds no office there`,
      `${ashby}:${line - 4} answers.purpose.same-reason names evidence if, and only if, its grade is above assertion`,
    ])
  })
})
