import { areaOf, statementsOf, type Framework, type Statement } from '#content/framework.ts'
import {
  columnName,
  type FormulaCell,
  type FormulaSheet,
  type FormulaWorkbook,
} from '#platform/formula-sheet.ts'
import { needsOf } from './needs.ts'

/**
 * The quick check as a spreadsheet that works itself out: the same statements and the same rule as on the screen, for those
 * whose browser runs no scripts, or who would rather use what they know. It never adds levels up.
 */
export function scoringSheets(framework: Framework): FormulaWorkbook {
  return { title: 'Quick check', sheets: [startSheet(framework), statementSheet(framework)] }
}

const answerWords = ['1', '2', '3', '4', '5', '?', 'n/a'] as const
const sets = ['The gates', 'All'] as const

/** Rows of the first sheet, counted from 1 as formulas do. */
const at = {
  ambition: 5,
  set: 6,
  headline: 8,
  advice: 9,
  asked: 12,
  open: 13,
  ready: 14,
  below: 15,
  unknown: 16,
  away: 17,
  gates: 18,
  list: 22,
} as const

function startSheet(framework: Framework): FormulaSheet {
  const { ambitions } = framework
  const count = statementsOf(framework).length
  const last = at.list + ambitions.length - 1
  const place = `MATCH(B${at.ambition},A${at.list}:A${last},0)`
  const states = column(stateColumn(framework), count)
  const open = `COUNTIF(${states},"open")`
  const instead = `MAX(E${at.list}:E${last})`
  const chosen = `INDEX(B${at.list}:B${last},${place})`
  const isGate = column('D', count)
  const gates = `COUNTIFS(${isGate},"yes",${states},"below")+COUNTIFS(${isGate},"yes",${states},"unknown")`
  const line = (words: string, formula: string): FormulaCell[] => [words, { formula }]
  return {
    name: 'Start',
    widths: [34, 52, 60, 16, 0],
    choices: [
      {
        column: 1,
        from: at.ambition - 1,
        to: at.ambition - 1,
        values: ambitions.map(({ letter }) => letter),
        otherwise: 'Choose one of the letters in the table below.',
      },
      { column: 1, from: at.set - 1, to: at.set - 1, values: sets, otherwise: 'Choose one of the two.' },
    ],
    rows: [
      [{ text: 'Check your own council', look: 'title' }],
      [
        {
          text: 'Fill in the two boxes here, then the column “Your answer” on the sheet “Statements”. The result works itself out.',
          look: 'line',
        },
      ],
      [
        {
          text: 'It says what your answers come to for one council. What matters more is whether your partners see it the same way.',
          look: 'line',
        },
      ],
      [null],
      [{ text: 'How far would you want to go?', look: 'strong' }, null, 'A letter from the table below'],
      [
        { text: 'Which statements?', look: 'strong' },
        sets[0],
        'The gates take about 15 minutes; all take about an hour',
      ],
      [null],
      [
        { text: 'What it comes to', look: 'strong' },
        { formula: headline(open, gates, instead), isStrong: true },
      ],
      [null, { formula: advice(open, gates, instead, chosen, last), lines: 5 }],
      [null],
      [
        { text: 'Counts', look: 'heading' },
        { text: 'How many', look: 'heading' },
      ],
      line('Statements asked', `SUM(${column(askedColumn(framework), count)})`),
      line('Not answered yet', open),
      line('At the level you need', `COUNTIF(${states},"ready")`),
      line('Below it', `COUNTIF(${states},"below")`),
      line('You do not know', `COUNTIF(${states},"unknown")`),
      line('Does not apply', `COUNTIF(${states},"away")`),
      line('Gates not met', gates),
      [null],
      [{ text: 'How far you could go', look: 'strong' }],
      ['Letter', 'Name', 'What it means', 'Gates not met', ''].map((text) => ({
        text,
        look: 'heading' as const,
      })),
      ...ambitions.map(({ letter, name, meaning }, i): FormulaCell[] => {
        const needs = column(columnName(firstNeed + i), count)
        const given = column('J', count)
        return [
          letter,
          name,
          meaning,
          {
            formula: `SUMPRODUCT((${isGate}="yes")*((${states}="unknown")+ISNUMBER(${given})*(${given}<${needs})))`,
          },
          { formula: `IF(B${at.ambition}="",0,IF(AND(${i + 1}<${place},D${at.list + i}=0),${i + 1},0))` },
        ]
      }),
      [null],
      [
        {
          text: `${framework.title}, version ${framework.version}. ${framework.licence}. Nothing you write here is sent anywhere.`,
          look: 'line',
        },
      ],
    ],
  }
}

function headline(open: string, gates: string, instead: string): string {
  const { ambition, set, asked, below, unknown } = at
  return `IF(B${ambition}="","Choose how far you would want to go",IF(${open}>0,"You have answered "&(B${asked}-${open})&" of "&B${asked},IF(${gates}>0,IF(${instead}=0,"You are not ready yet","You are not ready for that yet. You could share less"),IF(B${below}+B${unknown}>0,"No gate stands in your way. Look at the rest first",IF(B${set}="${sets[1]}","You are ready for what you want to do","Every gate is met")))))`
}

function advice(open: string, gates: string, instead: string, chosen: string, last: number): string {
  const { ambition, set, below, unknown, list } = at
  const count = `IF(${gates}=1,"one gate is",${gates}&" gates are")`
  const less = `INDEX(B${list}:B${last},${instead})`
  return `IF(B${ambition}="","",IF(${open}>0,"Answer the rest, and this line says what they come to.",IF(${gates}>0,"Do not go for “"&${chosen}&"” yet: "&${count}&" not met. "&IF(${instead}=0,"No smaller step has all its gates met either. Do not share yet.","You could share less now: “"&${less}&"” asks for no more than you have."),IF(B${below}+B${unknown}>0,"Below the level you need: "&B${below}&". You do not know: "&B${unknown}&".",IF(B${set}="${sets[1]}","Nothing here stands in the way of “"&${chosen}&"”.","The other statements were not asked yet. This is not a yes.")))))`
}

const firstNeed = 12
const askedColumn = ({ ambitions }: Framework): string => columnName(firstNeed + ambitions.length)
const stateColumn = ({ ambitions }: Framework): string => columnName(firstNeed + ambitions.length + 1)

function statementSheet(framework: Framework): FormulaSheet {
  const statements = statementsOf(framework)
  const heads = [
    'No.',
    'Area',
    'Question',
    'Gate',
    ...framework.levels.map(({ level, name }) => `${level}. ${name}`),
    'Your answer',
    'Level you need',
    'What it means',
  ]
  const needs = framework.ambitions.map(({ letter }) => `Needed for ${letter}`)
  return {
    name: 'Statements',
    widths: [6, 20, 36, 6, 26, 26, 26, 26, 26, 10, 10, 24, ...needs.map(() => 0), 0, 0],
    frozen: 1,
    choices: [
      {
        column: 9,
        from: 1,
        to: statements.length,
        values: answerWords,
        otherwise: 'Write a level from 1 to 5, ? if you do not know, or n/a if it does not apply.',
      },
    ],
    rows: [
      [...heads, ...needs, 'Asked', 'State'].map((text) => ({ text, look: 'heading' as const })),
      ...statements.map((statement, i) => statementRow(framework, statement, i + 2)),
    ],
  }
}

/** Row `r` of the sheet, counted from 1. */
function statementRow(framework: Framework, statement: Statement, r: number): FormulaCell[] {
  const { number, question, gate, levels } = statement
  const last = at.list + framework.ambitions.length - 1
  const needs = needsOf(framework, statement)
  const row = `${columnName(firstNeed)}${r}:${columnName(firstNeed + needs.length - 1)}${r}`
  const chosen = `Start!$B$${at.ambition}`
  const [asked, state] = [`${askedColumn(framework)}${r}`, `${stateColumn(framework)}${r}`]
  const whole = `AND(J${r}>=1,J${r}<=5,J${r}=INT(J${r}))`
  return [
    number,
    areaOf(framework, statement.id)?.name ?? '',
    question,
    gate ? 'yes' : '',
    ...levels,
    null,
    { formula: `IF(${chosen}="","",INDEX(${row},1,MATCH(${chosen},Start!$A$${at.list}:$A$${last},0)))` },
    {
      formula: `IF(OR(${asked}=0,J${r}=""),"",IF(${state}="ready","At the level you need",IF(${state}="unknown","You do not know"&IF(D${r}="yes",": a gate not met",""),IF(${state}="away","Does not apply",IF(${state}="below",IF(D${r}="yes","A gate not met","Below the level you need"),IF(K${r}="","","Write 1 to 5, ? or n/a"))))))`,
    },
    ...needs,
    { formula: `IF(OR(Start!$B$${at.set}="${sets[1]}",D${r}="yes"),1,0)` },
    {
      formula: `IF(${asked}=0,"",IF(J${r}="","open",IF(J${r}="?","unknown",IF(J${r}="n/a","away",IF(ISNUMBER(J${r}),IF(AND(${whole},K${r}<>""),IF(J${r}>=K${r},"ready","below"),"open"),"open")))))`,
    },
  ]
}

/** A column of the second sheet, below its header. */
function column(name: string, count: number): string {
  return `Statements!$${name}$2:$${name}$${count + 1}`
}
