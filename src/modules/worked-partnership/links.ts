/** Every address of this module. */
export const links = {
  list: '/worked-partnerships',
  one: (id: string) => `/worked-partnerships/${id}`,
  input: (id: string, file: string) => `/worked-partnerships/${id}/${file}`,
}
