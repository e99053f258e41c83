import type { Framework, LevelNumber, Statement } from '#content/framework.ts'

function statement(number: string, gate: boolean): Statement {
  const levels: Statement['levels'] = ['Nothing yet', 'Talked about', 'Written down', 'Approved', 'Proven']
  return {
    id: `purpose.s${number.replace('.', '-')}`,
    number,
    statement: `We have done thing ${number}`,
    question: `How far have you come with thing ${number}?`,
    why: { text: 'It matters.', sources: [{ text: 'A made-up source' }] },
    offices: ['chief-executive', 'section-151'],
    phases: ['before'],
    gate,
    about: 'partnership',
    levels,
    ask: 'What would each of you need to see?',
  }
}

/** A framework of one area with a few statements; the first is a gate. */
export function framework(overrides: { statements?: number; needed?: LevelNumber } = {}): Framework {
  const count = overrides.statements ?? 3
  return {
    id: 'small',
    version: '1.0.0',
    title: 'A small framework',
    summary: 'For tests.',
    date: '2026-01-01',
    source: 'Made up',
    licence: 'CC BY 4.0',
    levels: [1, 2, 3, 4, 5].map((level) => ({
      level: level as LevelNumber,
      name: `Level ${level}`,
      meaning: 'So far',
    })),
    ambitions: [
      { id: 'learn', letter: 'A', name: 'Learn', meaning: 'A little', needs: { purpose: 2 } },
      {
        id: 'lead',
        letter: 'C',
        name: 'Lead authority',
        meaning: 'A lot',
        needs: { purpose: overrides.needed ?? 4 },
      },
    ],
    themes: [{ id: 'vision', name: 'Shared vision', meaning: 'Why' }],
    areas: [
      {
        id: 'purpose',
        number: 1,
        name: 'Purpose',
        theme: 'vision',
        summary: 'Why we do it',
        statements: Array.from({ length: count }, (_, index) => statement(`1.${index + 1}`, index === 0)),
      },
    ],
  }
}
