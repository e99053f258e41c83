import { asArchivist, type OwnerDatabase } from '#platform/archivist.ts'
import { many, withDatabase, type InstanceCommand } from '#root/cli/instance.ts'
import { verifyRecord, type RecordVerdict } from '#root/cli/verify-record.ts'
import { verifySeals, type SealVerdict } from '#root/cli/verify-seals.ts'

/** Walks the record and the seals of a whole instance, as it is at one moment. */
export function verifyInstance({
  pool,
}: OwnerDatabase): Promise<{ record: RecordVerdict; seals: SealVerdict }> {
  return asArchivist(pool, 'read', async (client) => ({
    record: await verifyRecord(client),
    seals: await verifySeals(client),
  }))
}

/** `handfast verify`: whether anything was changed behind the product's back. */
export const verify: InstanceCommand = {
  takesFile: false,
  help: `
handfast verify

Walks every chain of the record, entry by entry, and holds the opened answers of every revealed round against what its
councils sealed. Prints what was altered, one line each. Exit code 1 when there is anything.

It finds what was changed, deleted or put in between in the database. It cannot find a chain that somebody with the whole
database rewrote from its first entry: for that, compare with a backup, or with the receipts that councils keep.`,
  run: async (asked) => {
    const { record, seals } = await withDatabase(asked, 'existing', verifyInstance)
    const faults = [...record.faults, ...seals.faults]
    for (const fault of faults) asked.io.out(`${fault}\n`)
    const looked =
      `${many(record.entries, 'entry', 'entries')} in ${many(record.chains, 'chain', 'chains')} and ` +
      `${many(seals.seals, 'seal', 'seals')} in ${many(seals.rounds, 'revealed round', 'revealed rounds')}`
    asked.io.out(
      faults.length === 0
        ? `Looked at ${looked}: whole.\n`
        : `Looked at ${looked}: ${many(faults.length, 'fault', 'faults')}.\n`,
    )
    return faults.length === 0 ? 0 : 1
  },
}
