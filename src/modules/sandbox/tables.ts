import type { SandboxId } from '#platform/id.ts'

export type SandboxTables = { sandbox_sandbox: { id: SandboxId; made_at: Date; used_at: Date } }
