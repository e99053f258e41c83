import { safeAddress } from './address.ts'
import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Items, type MaybeWords, type Options, type Words, words } from './options.ts'
import { type TagOptions, govukTag } from './tag.ts'

export type TaskListItem = Options<{
  title: Words & Options<{ classes?: string }>
  hint?: Words
  status: MaybeWords & Options<{ tag?: TagOptions; classes?: string }>
  /** Where the task is done; without it the task cannot be started yet. */
  href?: string
  classes?: string
}>

export type TaskListOptions = Options<{
  items: Items<TaskListItem>
  classes?: string
  attributes?: Attributes
  /** `task-list` unless given: two lists on a page need two. */
  idPrefix?: string
}>

export function govukTaskList(options: TaskListOptions): Html {
  const idPrefix = options.idPrefix || 'task-list'
  const items = options.items.map((item, i) => item && task(item, `${idPrefix}-${i + 1}`))
  return html`<ul class="${classes('govuk-task-list', options.classes)}" ${attributes(options.attributes)}>
    ${items}
  </ul>`
}

function task(item: TaskListItem, id: string): Html {
  const { status } = item
  const name = classes('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)
  const hint = item.hint && html`<div id="${id}-hint" class="govuk-task-list__hint">${words(item.hint)}</div>`
  return html`<li class="${name}">
    <div class="govuk-task-list__name-and-hint">${title(item, id)} ${hint}</div>
    <div class="${classes('govuk-task-list__status', status?.classes)}" id="${id}-status">
      ${status?.tag ? govukTag(status.tag) : words(status)}
    </div>
  </li>`
}

function title({ title, href, hint }: TaskListItem, id: string): Html {
  if (!href) return html`<div${attribute('class', title?.classes)}>${words(title)}</div>`
  const name = classes('govuk-link govuk-task-list__link', title?.classes)
  const describedBy = classes(hint && `${id}-hint`, `${id}-status`)
  return html`<a class="${name}" href="${safeAddress(href)}" aria-describedby="${describedBy}">
    ${words(title)}
  </a>`
}
