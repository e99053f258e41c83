import type { Block, OfficeDocument, TableBlock } from '#platform/document.ts'

const COUNCILS = ['Ashby', 'Barnshire', 'Coldwell'] as const

const AREAS = [
  'Shared vision',
  'Mandate and leadership',
  'Trust',
  'Ways of working',
  'Money',
  'People and skills',
  'Data and systems',
  'Law and procurement',
  'Risk',
  'Residents and members',
  'Commitment and exit',
  'Governance',
] as const

const STATEMENTS = [
  'How costs and savings are shared is written down, with an example for each council',
  'We each know what it would cost us to leave',
  'I am content for another council to lead this',
  'Staff in every council can say what changes for them, and when',
  'Leaders of every council have backed this in public',
] as const

const WORDS = [
  'We see it differently',
  'Someone does not know',
  'Agree and ready',
  'Agree, not ready',
] as const

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="150" viewBox="0 0 640 150">
<rect width="640" height="150" fill="#ffffff"/>
${[0, 1, 2, 3, 4]
  .map(
    (level) =>
      `<line x1="${120 + level * 110}" x2="${120 + level * 110}" y1="20" y2="110" stroke="#d9d6cc"/><text x="${120 + level * 110}" y="135" font-family="Arial" font-size="14" text-anchor="middle" fill="#4b5a66">Level ${level + 1}</text>`,
  )
  .join('')}
<line x1="120" x2="450" y1="65" y2="65" stroke="#16222b" stroke-width="4"/>
<circle cx="450" cy="65" r="9" fill="#0a5a6b"/><rect x="111" y="56" width="18" height="18" fill="#a3283a"/><path d="M230 54 l11 20 h-22 z" fill="#8a5a00"/>
</svg>`

const areaTable = (area: string, seed: number): TableBlock => ({
  kind: 'table',
  caption: `${area}: what each council said, from 1 (not started) to 5 (proven)`,
  hasRowHeaders: true,
  columns: [
    { header: 'Statement', width: 6 },
    ...COUNCILS.map((header) => ({ header, width: 1.7, isNumeric: true })),
    { header: 'Level needed', width: 1.5, isNumeric: true },
    { header: 'In words', width: 3 },
  ],
  rows: STATEMENTS.map((statement, at) => [
    `${seed + 1}.${at + 1} ${statement}`,
    ...COUNCILS.map((_, council) =>
      (seed + at + council) % 7 === 0 ? 'Not known' : String(1 + ((seed + at * 2 + council) % 5)),
    ),
    '4',
    WORDS[(seed + at) % 4] ?? '',
  ]),
})

const areaBlocks = (area: string, seed: number): Block[] => [
  { kind: 'heading', level: 2, words: area },
  {
    kind: 'paragraph',
    words: [
      { text: 'Two of the three councils hold that this is settled. ' },
      { text: 'Barnshire has seen nothing in writing.', bold: true },
      {
        text: ' The difference is about what was agreed in the spring, and not about whether it should be done.',
      },
    ],
  },
  areaTable(area, seed),
  ...(seed % 3 === 0
    ? [
        {
          kind: 'callout' as const,
          tone: 'care' as const,
          title: 'A gate is not met',
          paragraphs: [
            'The ambition the councils chose needs level 4 here from every council. Until it is met the business case should not go to cabinet.',
            'The next step is a conversation between the three section 151 officers.',
          ],
        },
      ]
    : []),
]

const reasons = (area: string): Block[] => [
  { kind: 'heading', level: 2, words: area },
  ...COUNCILS.flatMap((council): Block[] => [
    { kind: 'heading', level: 3, words: council },
    {
      kind: 'paragraph',
      words: `${council} says that this was looked at twice in the year. The first time nobody could find the paper that set it out; the second time it was found, and two of the five things in it had been done. The officer who led on it will bring the rest to the next meeting, with the cost of each and the name of who will do it.`,
    },
    { kind: 'paragraph', look: 'small', words: 'Source: cabinet report of 12 March 2026, paragraph 14.' },
  ]),
]

const card = (statement: string, at: number): Block[] => [
  { kind: 'heading', level: 3, words: `Conversation ${at + 1}: ${statement}` },
  {
    kind: 'table',
    caption: 'What each council said and why',
    hasRowHeaders: true,
    columns: [{ header: 'Council' }, { header: 'Level', isNumeric: true }, { header: 'Why' }],
    rows: [
      ['Ashby', '4', 'Agreed by cabinet in March with a worked example for the first two years.'],
      ['Barnshire', '1', 'We have seen a slide. Nobody here could say what we would pay in a bad year.'],
      ['Coldwell', 'Not known', 'The officer who dealt with this has left.'],
    ],
  },
  {
    kind: 'paragraph',
    words: [
      { text: 'Ask each other: ', bold: true },
      { text: 'what would each of us pay if the saving were half of what we hope?' },
    ],
  },
  { kind: 'heading', level: 4, words: 'What good looks like' },
  {
    kind: 'list',
    marker: 'bullet',
    items: [
      'One page with the rule in words.',
      'Last year’s figures put through the rule for every council.',
      'The same page in each cabinet’s papers.',
    ],
  },
]

/** A readiness report between three pretend councils, about twelve pages: what a cabinet would be handed. */
export const samplePaper: OfficeDocument = {
  title: 'Readiness report: shared planning service',
  subject: 'Round 2, opened 14 October 2026',
  author: 'Ashby, Barnshire and Coldwell (pretend councils)',
  language: 'en-GB',
  blocks: [
    { kind: 'heading', level: 1, words: 'You agree on why. You do not yet agree on money or on leaving.' },
    {
      kind: 'paragraph',
      look: 'lead',
      words:
        'Three councils opened their answers together. On 31 of 60 statements you see the same thing and are ready. Nine need a conversation before the business case.',
    },
    {
      kind: 'paragraph',
      look: 'small',
      words: 'Seen by: Ashby, Barnshire and Coldwell. For the ambition you chose: one lead council.',
    },
    {
      kind: 'callout',
      tone: 'note',
      title: 'How to read this report',
      paragraphs: [
        'Each council answered alone and nobody saw another council’s answer until all had sealed theirs.',
      ],
    },
    { kind: 'heading', level: 2, words: 'Where you stand' },
    {
      kind: 'table',
      caption: 'Statements by what the answers show together',
      hasRowHeaders: true,
      columns: [
        { header: 'What the answers show' },
        { header: 'Statements', isNumeric: true },
        { header: 'Of them gates', isNumeric: true },
      ],
      rows: [
        ['Someone does not know', '6', '2'],
        ['You see it differently', '9', '4'],
        ['You agree and are ready', '31', '8'],
        ['You agree and are not ready', '14', '3'],
      ],
    },
    { kind: 'heading', level: 2, words: 'Talk about these first' },
    {
      kind: 'paragraph',
      words: [
        { text: 'The widest gaps times their importance. The agenda is at ' },
        { text: 'the round’s own page', link: 'https://handfast.example/rounds/2' },
        { text: '.' },
      ],
    },
    {
      kind: 'list',
      marker: 'number',
      items: [
        'How costs and savings are shared is written down, with an example for each council.',
        'We each know what it would cost us to leave.',
        'I am content for another council to lead this, and would say so in public to members, staff and residents if asked tomorrow.',
      ],
    },
    { kind: 'heading', level: 3, words: 'How far apart you are on the first' },
    {
      kind: 'image',
      format: 'svg',
      bytes: new TextEncoder().encode(SVG),
      widthMm: 150,
      heightMm: 35,
      alt: 'Barnshire at level 1, Coldwell at level 2 and Ashby at level 4, where level 4 is needed.',
    },
    { kind: 'heading', level: 3, words: 'Who should be in the room' },
    {
      kind: 'list',
      marker: 'bullet',
      items: ['The three leaders', 'The three chief executives', 'Both monitoring officers who advised'],
    },
    { kind: 'heading', level: 4, words: 'What good looks like' },
    {
      kind: 'paragraph',
      words: 'A page that each finance officer can recite, with last year’s figures in it.',
    },
    { kind: 'heading', level: 2, words: 'The conversations to have' },
    ...STATEMENTS.flatMap(card),
    { kind: 'heading', level: 1, words: 'The twelve areas' },
    ...AREAS.flatMap(areaBlocks),
    { kind: 'page-break' },
    { kind: 'heading', level: 1, words: 'What was written beside the answers' },
    ...AREAS.slice(0, 6).flatMap(reasons),
    { kind: 'heading', level: 2, words: 'How reasons are printed' },
    {
      kind: 'paragraph',
      words:
        'Reasons are printed as typed: =SUM(A1:A3) is not a sum here, <b> is not bold, & is an ampersand, and שלום or 🤝 stay as they are.',
    },
    { kind: 'paragraph', words: 'A reason may run over\nmore than one line.' },
  ],
}
