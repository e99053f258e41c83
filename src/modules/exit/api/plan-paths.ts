export const partnershipPath = '/partnerships/:partnership/exit'

export const planPath = `${partnershipPath}/:whose`
