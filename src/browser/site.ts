import { initAll } from 'govuk-frontend'
import { autosave } from './autosave.ts'
import { chooseByTyping } from './choose.ts'
import { copyButtons } from './copy.ts'
import { keepTypedText } from './keep-text.ts'
import { warnOfSignOut } from './session-warning.ts'
import { sortableTables } from './sort-table.ts'

/** What every page gains when scripts run. Nothing on a page may depend on it. */
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) autosave(form)
keepTypedText()
warnOfSignOut()
copyButtons()
sortableTables()
void chooseByTyping()
