import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, passwordFault, verifyPassword } from './password.ts'

test('a password is kept as an argon2id hash of the agreed cost, never twice the same', async () => {
  const [one, two] = await Promise.all([
    hashPassword('plain boats like tall grass'),
    hashPassword('plain boats like tall grass'),
  ])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, two)
  assert.ok(await verifyPassword('plain boats like tall grass', one))
  assert.ok(!(await verifyPassword('plain boats like tall grasS', one)))
})

test('a hash made elsewhere with other costs is still understood', async () => {
  // From the reference implementation: argon2 "somesalt" -id -t 2 -m 16 -p 1, password "password".
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.ok(await verifyPassword('password', reference))
  assert.ok(!(await verifyPassword('passwort', reference)))
})

test('without a hash the answer is no, even to the password of nobody', async () => {
  assert.ok(!(await verifyPassword('', null)))
  assert.ok(!(await verifyPassword('plain boats like tall grass', null)))
})

test('the same letters in other code points are the same password', async () => {
  const kept = await hashPassword('caf\u00e9 au lait demain')
  assert.ok(await verifyPassword('cafe\u0301 au lait demain', kept))
})

test('a new password is refused when it is short, worn, a run, or made of one’s own name', () => {
  for (const [password, fault] of [
    ['elevenchars', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['Password1234', 'common'],
    ['P@ssw0rd!!!!', 'common'],
    ['passwordpassword', 'common'],
    ['Council2026!!', 'common'],
    ['123456789012', 'common'],
    ['210987654321', 'common'],
    ['abcdefghijkl', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abababababab', 'common'],
    ['MaryCole1234', 'own-name'],
    ['marycole@99999', 'own-name'],
    ['plain boats like tall grass', null],
    ['Tr0ub4dor&3xyz', null],
    ['дерево окно книга', null],
  ] as const)
    assert.equal(passwordFault(password, ['Mary Cole', 'marycole@ashby.example']), fault, password)
})

test('a password of another’s worn word with something added of one’s own is allowed', () => {
  assert.equal(passwordFault('password for the blue shed'), null)
})
