#!/usr/bin/env node
// Starts everything in this project, on any Node from 20 on.
//
// Plain JavaScript, because it must run before anything is installed and on Node versions that cannot run
// TypeScript. It does two things: installs the dependencies when package-lock.json has changed, then hands the
// command over to a Node that can run the project as it is (24.7 or later).

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as crypto from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const installedMark = join(modules, '.handfast-installed')
const settingsFile = join(root, '.env')

/** What each command runs. A command that is not here goes to the command line tool (src/cli/main.ts). */
const commands = {
  start: ['src/main.ts'],
  test: ['scripts/test.ts'],
  check: ['scripts/test.ts', '--static'],
  bench: ['scripts/bench.ts'],
  format: ['node_modules/oxfmt/bin/oxfmt', '.'],
}

/** Tests and formatting choose their own settings; everything else may be set up in a file called .env. */
const withoutSettingsFile = ['test', 'check', 'format', 'bench']

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

function installWhenNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(installedMark) && readFileSync(installedMark, 'utf8').trim() === wanted) return
  console.error('Installing what Handfast needs (npm ci). This happens once and takes up to a minute.')
  const began = Date.now()
  const { error, status } = npm(['ci', '--include=dev', '--include=optional', '--loglevel=error'])
  if (error || status !== 0) {
    stop(
      'Installing failed, for the reason above: check that this machine can reach the npm registry and that ' +
        `the disk has 600 MB free, then run the same command again.${error ? ` (${error.message})` : ''}`,
    )
  }
  writeFileSync(installedMark, `${wanted}\n`)
  console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} seconds.`)
}

/** Runs the npm that started us, if one did, so that two versions of npm never mix. */
function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const own = process.env.npm_execpath
  if (own && /\.[cm]?js$/.test(own)) return spawnSync(process.execPath, [own, ...args], options)
  // On Windows npm is a batch file, which only a shell can run.
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** The Node to run on: this one when it has all we need, else the one that came with the dependencies. */
function findNode() {
  if (process.features.typescript && typeof crypto.argon2 === 'function') return process.execPath
  const folder = join(
    modules,
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
  )
  return [join(folder, 'node'), join(folder, 'node.exe')].find((file) => existsSync(file))
}

function noSuitableNode() {
  stop(
    `Handfast needs Node 24.7 or later and this is ${process.version}: install Node 24 from https://nodejs.org.`,
  )
}

function run(command, args) {
  const node = findNode()
  if (!node) return noSuitableNode()
  const [script, ...before] = commands[command] ?? ['src/cli/main.ts', command]
  const flags = ['--disable-warning=ExperimentalWarning']
  if (existsSync(settingsFile) && !withoutSettingsFile.includes(command))
    flags.push(`--env-file=${settingsFile}`)
  const child = spawn(node, [...flags, join(root, script), ...before, ...args], {
    stdio: 'inherit',
    env: {
      // Node keeps what it has compiled, so a restart takes a fifth less.
      NODE_COMPILE_CACHE: join(modules, '.cache', 'node'),
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    },
  })
  child.on('error', noSuitableNode)
  passSignals(child)
}

/** Signals go to the child and its end becomes ours, so that to a shell or an init system there is one process. */
function passSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // From a keyboard, Ctrl+C has already reached the child; from elsewhere it has not.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  if (process.env.npm_lifecycle_event) endWithParent(child)
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** npm passes a signal to the shell it runs us in, which dies of it without telling us: its end has to be ours. */
function endWithParent(child) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 250)
  child.on('exit', () => clearInterval(watch))
}

const [command, ...args] = process.argv.slice(2)
if (!command) {
  stop(
    `Say what to run: npm start, npm test, or one of ${Object.keys(commands).slice(2).join(', ')}, export, import.`,
  )
}
installWhenNeeded()
run(command, args)
