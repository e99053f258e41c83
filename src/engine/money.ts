/**
 * A sum of money in whole pence. What a council pays is always an integer number of pence; estimates may be
 * floating point until the moment they become a charge.
 */
export type Pence = number
