#!/usr/bin/env node
// Starts the command line on a Node that can run the project as it is: this one when it is Node 24.7 or later, else
// the one that came with the dependencies. Plain JavaScript, because it must run on any Node.

import { spawn } from 'node:child_process'
import * as crypto from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function findNode() {
  if (process.features.typescript && typeof crypto.argon2 === 'function') return process.execPath
  const system = process.platform === 'win32' ? 'win' : process.platform
  const modules = join(root, 'node_modules')
  const packaged = join(modules, `node-${system}-${process.arch}`, 'bin')
  return [join(modules, '.bin', 'node'), join(packaged, 'node'), join(packaged, 'node.exe')].find(existsSync)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(2)
}

const node = findNode()
if (!node)
  stop(
    `handfast needs Node 24.7 or later and this is ${process.version}: run npm ci here, or install Node 24.`,
  )
if (!existsSync(join(root, 'node_modules', 'yaml')))
  stop('handfast is not installed yet: run npm ci in its folder.')

const main = join(root, 'src', 'cli', 'main.ts')
const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
child.on('error', (error) => stop(`handfast could not start ${node}: ${error.message}`))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 2)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
