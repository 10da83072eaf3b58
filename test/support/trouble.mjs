// Loaded before the server in a child process: what its embedded store and its clock do is told to it by its parent.
// { arm: { nth, fault, writes } }: the nth call, or write, of the store from now on meets it; { arm: null }: none does.
// { chance, faults }: each call meets one of these by chance. { clock: ms }: so far from now its clock is.
import { DatabaseSync } from 'node:sqlite'

let armed = null
let chance = 0
let faults = []
let count = 0

// https://www.sqlite.org/rescode.html
const codes = { busy: 5, ioerr: 10, corrupt: 11, full: 13, readonly: 8 }
const fails = (name) =>
  Object.assign(new Error(name), { code: 'ERR_SQLITE_ERROR', errcode: codes[name], errstr: name })
const rest = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
const die = () => process.kill(process.pid, 'SIGKILL')

const before = (name) => () => {
  throw fails(name)
}
const after = (then) => (work) => {
  work()
  then()
}
/** What a call meets; it is given the call itself. */
const meets = {
  412: () => ({ changes: 0 }),
  429: before('busy'),
  503: before('full'),
  readonly: before('readonly'),
  'reset before': before('ioerr'),
  'reset after': after(before('ioerr')),
  cut: before('corrupt'),
  slow: (work) => {
    rest(300)
    return work()
  },
  'killed before': die,
  'killed after': after(die),
}
const kinds = { INSERT: 'create', UPDATE: 'replace', DELETE: 'remove' }

/** The fault of this call, if there is one: only what is replaced can have been changed by another. */
function faultOf(what) {
  if (!armed?.writes || /create|replace|remove/.test(what)) count += 1
  if (armed?.nth === count) {
    const { fault } = armed
    armed = null
    return fault
  }
  return Math.random() < chance ? faults[Math.floor(Math.random() * faults.length)] : undefined
}

const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (sql, ...more) {
  const statement = prepare.call(this, sql, ...more)
  const [, verb, on] =
    /^(INSERT|UPDATE|DELETE|SELECT doc, etag)\s+(?:INTO |FROM )?"(\w+)"/.exec(sql.trim()) ?? []
  if (!on) return statement
  for (const name of ['run', 'get', 'all']) {
    const original = statement[name].bind(statement)
    statement[name] = (...given) => {
      const what = kinds[verb] ?? (name === 'get' ? 'read' : 'find')
      const fault = faultOf(what)
      process.send?.({ call: `${on}.${what}` })
      const spared =
        (fault === '412' && what !== 'replace') || (fault === 'readonly' && /read|find/.test(what))
      if (!fault || spared) return original(...given)
      process.send?.({ met: `${on}.${what}` })
      return meets[fault](() => original(...given))
    }
  }
  return statement
}

let ahead = 0
const { now } = Date
Date.now = () => now() + ahead

process.on('message', (told) => {
  if ('arm' in told) {
    armed = told.arm
    count = 0
  }
  if ('chance' in told) {
    chance = told.chance
    faults = told.faults
  }
  if ('clock' in told) ahead = told.clock
  process.send({ heard: true })
})
process.channel?.unref()
