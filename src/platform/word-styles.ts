import {
  AlignmentType,
  BorderStyle,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx'
import type { HeadingLevel } from './document.ts'
import { LOOK } from './page-measure.ts'

/** Half points, as Word counts type. */
const size = (points: number): number => Math.round(points * 2)

/** Twentieths of a point, as Word counts space. */
const space = (points: number): number => Math.round(points * 20)

/** Line heights in 240ths of a line. */
const LINE = 288
const TIGHT = 252
const SPACE_BEFORE = { 1: 20, 2: 20, 3: 14, 4: 10 } as const
const SPACE_AFTER = { 1: 8, 2: 6, 3: 4, 4: 3 } as const

const heading = (level: HeadingLevel) => ({
  run: { font: LOOK.font, size: size(LOOK.headings[level]), bold: true, color: LOOK.green },
  paragraph: {
    spacing: {
      before: space(SPACE_BEFORE[level]),
      after: space(SPACE_AFTER[level]),
      line: TIGHT,
      lineRule: LineRuleType.AUTO,
    },
    keepNext: true,
    outlineLevel: level - 1,
    keepLines: true,
  },
})

const callout = (id: string, name: string, fill: string, colour: string) => ({
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  run: { font: LOOK.font },
  paragraph: {
    spacing: { before: 0, after: space(4), line: LINE, lineRule: LineRuleType.AUTO },
    indent: { left: space(12), right: 0 },
    keepLines: true,
    shading: { fill },
    border: {
      left: { style: BorderStyle.SINGLE, size: 36, color: colour, space: 8 },
      top: { style: BorderStyle.SINGLE, size: 4, color: fill, space: 5 },
      bottom: { style: BorderStyle.SINGLE, size: 4, color: fill, space: 5 },
    },
  },
})

const plain = (id: string, name: string, points: number, after: number, colour: string = LOOK.ink) => ({
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  run: { font: LOOK.font, size: size(points), color: colour },
  paragraph: { spacing: { after: space(after), line: LINE, lineRule: LineRuleType.AUTO } },
})

/** Named styles, so that an officer can restyle a whole paper from Word's style pane. */
export const wordStyles = (language: string): IStylesOptions => ({
  default: {
    document: {
      run: {
        font: LOOK.font,
        size: size(LOOK.body),
        color: LOOK.ink,
        language: { value: language, eastAsia: language, bidirectional: 'ar-SA' },
      },
    },
    heading1: heading(1),
    heading2: heading(2),
    heading3: heading(3),
    heading4: heading(4),
    hyperlink: { run: { color: LOOK.link, underline: {} } },
    listParagraph: { paragraph: { spacing: { after: space(3), line: LINE, lineRule: LineRuleType.AUTO } } },
    caption: {
      run: { font: LOOK.font, size: size(LOOK.body - 1), bold: true, italics: false, color: LOOK.ink },
      paragraph: { spacing: { before: space(8), after: space(4) }, keepNext: true },
    },
  },
  paragraphStyles: [
    plain('BodyText', 'Body Text', LOOK.body, 8),
    plain('Lead', 'Lead', LOOK.lead, 12),
    plain('SmallText', 'Small Text', LOOK.small, 6, LOOK.softInk),
    {
      ...plain('TableText', 'Table Text', LOOK.table, 0),
      paragraph: { spacing: { after: 0, line: TIGHT, lineRule: LineRuleType.AUTO } },
    },
    {
      ...plain('TableHeader', 'Table Header', LOOK.table, 0, LOOK.green),
      run: { font: LOOK.font, size: size(LOOK.table), bold: true, color: LOOK.green },
      paragraph: { spacing: { after: 0, line: TIGHT, lineRule: LineRuleType.AUTO }, keepNext: true },
    },
    {
      ...plain('Picture', 'Picture', LOOK.body, 8),
      paragraph: { spacing: { before: space(4), after: space(8) } },
    },
    {
      ...plain('AfterTable', 'After Table', 4, 0),
      paragraph: { spacing: { before: 0, after: space(4), line: TIGHT, lineRule: LineRuleType.AUTO } },
    },
    callout('CalloutNote', 'Callout Note', LOOK.noteFill, LOOK.green),
    callout('CalloutCare', 'Callout Care', LOOK.careFill, LOOK.cord),
    {
      ...plain('Header', 'header', 9, 0, LOOK.softInk),
      paragraph: {
        border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: LOOK.cord, space: 4 } },
      },
    },
    { ...plain('Footer', 'footer', 9, 0, LOOK.softInk), paragraph: { alignment: AlignmentType.END } },
  ],
})

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.START,
  style: { paragraph: { indent: { left: space(20), hanging: space(16) } } },
})

/** The two kinds of list, by the marker's own name. */
export const bulletNumbering: INumberingOptions = {
  config: [
    { reference: 'bullet', levels: [level(LevelFormat.BULLET, '•')] },
    { reference: 'number', levels: [level(LevelFormat.DECIMAL, '%1.')] },
  ],
}
