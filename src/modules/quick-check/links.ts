/** Every address of the quick check. */
export const links = {
  quickCheck: '/quick-check',
  /** The same statements to print and mark with a pen. */
  paper: '/quick-check/questions',
  xlsx: '/quick-check/sheet.xlsx',
  ods: '/quick-check/sheet.ods',
}
