import { initAll } from 'govuk-frontend'

/** What every page gains when scripts run. Nothing on a page may depend on it. */
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
