import nunjucks from 'nunjucks'
import { govukAccordion } from '#ui/accordion.ts'
import { govukBackLink } from '#ui/back-link.ts'
import { govukBreadcrumbs } from '#ui/breadcrumbs.ts'
import { govukButton } from '#ui/button.ts'
import { govukCharacterCount } from '#ui/character-count.ts'
import { govukCheckboxes } from '#ui/checkboxes.ts'
import { govukDateInput } from '#ui/date-input.ts'
import { govukDetails } from '#ui/details.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { govukFileUpload } from '#ui/file-upload.ts'
import { type Html, html } from '#ui/html.ts'
import { govukInput } from '#ui/input.ts'
import { govukInsetText } from '#ui/inset-text.ts'
import { govukNotificationBanner } from '#ui/notification-banner.ts'
import { govukPagination } from '#ui/pagination.ts'
import { govukPanel } from '#ui/panel.ts'
import { govukPasswordInput } from '#ui/password-input.ts'
import { govukPhaseBanner } from '#ui/phase-banner.ts'
import { govukRadios } from '#ui/radios.ts'
import { govukSelect } from '#ui/select.ts'
import { govukServiceNavigation } from '#ui/service-navigation.ts'
import { govukSkipLink } from '#ui/skip-link.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { govukTable } from '#ui/table.ts'
import { govukTabs } from '#ui/tabs.ts'
import { govukTag } from '#ui/tag.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { govukTextarea } from '#ui/textarea.ts'
import { govukWarningText } from '#ui/warning-text.ts'

/** One component of the page: the macro's name, our function of that name, and the options both are given. */
type Part = { readonly macro: string; readonly options: object; readonly draw: () => Html }

const macros = {
  govukAccordion,
  govukBackLink,
  govukBreadcrumbs,
  govukButton,
  govukCharacterCount,
  govukCheckboxes,
  govukDateInput,
  govukDetails,
  govukErrorSummary,
  govukFileUpload,
  govukInput,
  govukInsetText,
  govukNotificationBanner,
  govukPagination,
  govukPanel,
  govukPasswordInput,
  govukPhaseBanner,
  govukRadios,
  govukSelect,
  govukServiceNavigation,
  govukSkipLink,
  govukSummaryList,
  govukTable,
  govukTabs,
  govukTag,
  govukTaskList,
  govukTextarea,
  govukWarningText,
}

function part<Name extends keyof typeof macros>(
  macro: Name,
  options: Parameters<(typeof macros)[Name]>[0],
): Part {
  const draw = macros[macro] as (options: Parameters<(typeof macros)[Name]>[0]) => Html
  return { macro, options, draw: () => draw(options) }
}

function many<T>(count: number, make: (n: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => make(i + 1))
}

const levels = ['Not begun', 'Talked about', 'Agreed', 'Working', 'Proved']

/** A page of 48 components, wider than any of ours, with the lists as long as ours get. */
const parts: readonly Part[] = [
  part('govukSkipLink', { text: 'Skip to main content', href: '#main' }),
  part('govukServiceNavigation', {
    serviceName: 'Handfast',
    serviceUrl: '/',
    navigation: many(5, (n) => ({ text: `Page ${n}`, href: `/page/${n}`, active: n === 2 })),
  }),
  part('govukPhaseBanner', { tag: { text: 'Alpha' }, text: 'This is a new service.' }),
  part('govukBreadcrumbs', { items: many(3, (n) => ({ text: `Step ${n}`, href: `/step/${n}` })) }),
  part('govukBackLink', { text: 'Back', href: '/back' }),
  part('govukErrorSummary', {
    titleText: 'There is a problem',
    errorList: many(6, (n) => ({ text: `Enter the cost of service ${n}`, href: `#cost-${n}` })),
  }),
  part('govukNotificationBanner', { text: 'Barnshire has sealed its answers.' }),
  part('govukPanel', { titleText: 'Answers sealed', text: 'Your receipt is on its way' }),
  part('govukTable', {
    caption: 'What each council spends & saves',
    head: [{ text: 'Service' }, ...many(4, (n) => ({ text: `Council ${n}`, format: 'numeric' as const }))],
    rows: many(20, (n) => [
      { text: `Service ${n}` },
      ...many(4, (m) => ({ text: `£${n * m},000`, format: 'numeric' as const })),
    ]),
    firstCellIsHeader: true,
  }),
  part('govukSummaryList', {
    rows: many(10, (n) => ({
      key: { text: `Question ${n}` },
      value: { text: `What the council "said" to question ${n}` },
      actions: { items: [{ href: `/change/${n}`, text: 'Change', visuallyHiddenText: `question ${n}` }] },
    })),
  }),
  ...many(6, (n) =>
    part('govukInput', {
      label: { text: `What does service ${n} cost?` },
      hint: { text: 'To the nearest thousand pounds' },
      errorMessage: { text: `Enter the cost of service ${n}` },
      name: `cost-${n}`,
      value: `${n},000`,
      prefix: { text: '£' },
    }),
  ),
  part('govukDateInput', {
    id: 'start',
    namePrefix: 'start',
    fieldset: { legend: { text: 'When does it start?' } },
    hint: { text: 'For example, 1 4 2027' },
  }),
  ...many(2, (n) =>
    part('govukRadios', {
      name: `level-${n}`,
      fieldset: { legend: { text: 'How far are you?' } },
      value: '3',
      items: levels.map((text, i) => ({
        text,
        value: String(i + 1),
        hint: { text: `What ${text} looks like` },
      })),
    }),
  ),
  part('govukCheckboxes', {
    name: 'services',
    fieldset: { legend: { text: 'Which services?' } },
    items: many(8, (n) => ({ text: `Service ${n}`, value: String(n) })),
  }),
  part('govukSelect', {
    name: 'council',
    label: { text: 'Council' },
    items: many(20, (n) => ({ text: `Council ${n}`, value: String(n) })),
  }),
  part('govukTextarea', { name: 'why', label: { text: 'Why?' }, value: 'Because it <works>' }),
  part('govukCharacterCount', { name: 'note', label: { text: 'Note' }, maxlength: 500 }),
  part('govukFileUpload', { name: 'file', label: { text: 'Upload a file' } }),
  part('govukPasswordInput', { name: 'password', label: { text: 'Password' } }),
  part('govukTabs', {
    idPrefix: 'tab',
    items: many(3, (n) => ({ label: `Tab ${n}`, panel: { text: `Panel ${n}` } })),
  }),
  part('govukAccordion', {
    id: 'help',
    items: many(4, (n) => ({ heading: { text: `Section ${n}` }, content: { text: `Text ${n}` } })),
  }),
  part('govukTaskList', {
    items: many(8, (n) => ({
      title: { text: `Task ${n}` },
      href: `/task/${n}`,
      status: n > 3 ? { tag: { text: 'To do', classes: 'govuk-tag--blue' } } : { text: 'Completed' },
    })),
  }),
  ...many(8, (n) => part('govukTag', { text: `Status ${n}`, classes: 'govuk-tag--green' })),
  ...many(4, (n) =>
    part('govukDetails', { summaryText: `Who says? (${n})`, text: 'The section 151 officer' }),
  ),
  part('govukInsetText', { text: 'Only your council can see this.' }),
  part('govukWarningText', { text: 'You cannot unseal this alone.' }),
  part('govukPagination', { previous: { href: '/1' }, next: { href: '/3' } }),
  ...many(3, (n) => part('govukButton', { text: `Save ${n}`, preventDoubleClick: true })),
]

function ours(): string {
  return html`<main>${parts.map((part) => part.draw())}</main>`.html
}

function official(): () => string {
  const environment = nunjucks.configure('node_modules/govuk-frontend/dist', { autoescape: true })
  const names = [...new Set(parts.map((part) => part.macro))]
  const imports = names.map(
    (name) => `{% from "govuk/components/${folderOf(name)}/macro.njk" import ${name} %}`,
  )
  const calls = parts.map((part, i) => `{{ ${part.macro}(options[${i}]) }}`)
  const template = nunjucks.compile(`${imports.join('')}<main>${calls.join('')}</main>`, environment)
  const options = parts.map((part) => part.options)
  return () => template.render({ options })
}

function folderOf(macro: string): string {
  return macro
    .slice('govuk'.length)
    .replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase()
}

/** Milliseconds a page: the median of nine goes after a warm-up, so that one pause does not speak for all. */
function pageMs(draw: () => string, pages: number): number {
  for (let i = 0; i < pages; i++) draw()
  const goes = many(9, () => {
    const start = performance.now()
    let length = 0
    for (let i = 0; i < pages; i++) length += draw().length
    if (length === 0) throw new Error('The page came out empty.')
    return (performance.now() - start) / pages
  })
  return goes.toSorted((a, b) => a - b)[4] ?? Number.NaN
}

export const benches: readonly {
  name: string
  unit: string
  target?: number
  run: () => number | Promise<number>
}[] = [
  { name: `page of ${parts.length} components`, unit: 'ms', target: 0.1, run: () => pageMs(ours, 500) },
  { name: 'size of that page', unit: 'kB', run: () => ours().length / 1000 },
  { name: 'the same page by the official Nunjucks macros', unit: 'ms', run: () => pageMs(official(), 10) },
  { name: 'size of that page', unit: 'kB', run: () => official()().length / 1000 },
]
