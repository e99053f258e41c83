export {
  documentFormats,
  formatWords,
  inFileName,
  sendArchive,
  sendDocument,
  sendPrivately,
  sendSheet,
  sendWorkbook,
  tableFormats,
  type DocumentFormat,
  type TableFormat,
} from './paper-files.ts'
export { paperBlocks } from './paper-blocks.ts'
