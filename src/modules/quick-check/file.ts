/**
 * The file in which a quick check is saved, for those who load one into a round. Browsers read and write the same file by the
 * same code, which is why it stands in the engine: it is pure and needs nothing.
 */
export {
  longestQuickCheck,
  readQuickCheck,
  writeQuickCheck,
  type QuickCheckFile,
  type QuickCheckReading,
} from '#engine/quick-check-file.ts'
