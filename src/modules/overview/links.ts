/** The addresses of this module that are not a partnership's. */
export const overviewLinks = {
  councilRecord: '/record',
}
