import { announce } from './announce.ts'

/**
 * `table[data-sortable]`: each column heading that has words becomes a button. A cell sorts by `data-sort` when it has
 * one, otherwise by its words; numbers in words ("£1,200") sort as numbers. Without scripts the order is the server's.
 */
export function sortableTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
    const headings = [...(table.tHead?.rows[0]?.cells ?? [])]
    headings.forEach((heading, column) => addButton(table, headings, heading, column))
  }
}

function addButton(table: HTMLTableElement, headings: Element[], heading: Element, column: number): void {
  const words = heading.textContent.trim()
  if (words === '' || heading.hasAttribute('data-unsortable')) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'hf-sort'
  button.textContent = words
  heading.replaceChildren(button)
  button.addEventListener('click', () => {
    const down = heading.getAttribute('aria-sort') === 'ascending'
    for (const each of headings) each.removeAttribute('aria-sort')
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending')
    for (const body of table.tBodies) body.append(...sorted([...body.rows], column, down))
    announce(`Sorted by ${words}, ${down ? 'highest first' : 'lowest first'}.`)
  })
}

const order = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

function sorted(rows: HTMLTableRowElement[], column: number, down: boolean): HTMLTableRowElement[] {
  const up = rows.sort((a, b) => compare(keyOf(a, column), keyOf(b, column)))
  return down ? up.reverse() : up
}

function compare(a: string, b: string): number {
  const [x, y] = [numberIn(a), numberIn(b)]
  return x !== undefined && y !== undefined ? x - y : order.compare(a, b)
}

function keyOf(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column]
  return cell?.dataset.sort ?? cell?.textContent.trim() ?? ''
}

function numberIn(text: string): number | undefined {
  const plain = text.replace(/[£,%\s]/g, '').replace(/^[−–]/, '-')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}
