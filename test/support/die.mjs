// Loaded before the server in a child process: ends it by SIGKILL at one exact place, as a power cut would.
// DIE_AT: `answer:<n>` (a turn is committed, its page, the nth, is not yet sent) or `write:<table>:<n>` (before
// the nth write of that table, whichever store it is in).
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync } from 'node:sqlite'

const [at, what, nth] = (process.env.DIE_AT ?? '').split(':')
let count = 0
const pass = (limit) => {
  count += 1
  if (count === Number(limit)) process.kill(process.pid, 'SIGKILL')
}

if (at === 'answer') {
  const { writeHead } = http.ServerResponse.prototype
  http.ServerResponse.prototype.writeHead = function (...given) {
    if (this.req.method === 'POST') pass(what)
    return writeHead.apply(this, given)
  }
}

if (at === 'write') {
  const { prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    const statement = prepare.call(this, sql, ...rest)
    if (!/^\s*(insert|update)/i.test(sql) || !sql.includes(what)) return statement
    for (const name of ['run', 'get', 'all']) {
      const original = statement[name].bind(statement)
      statement[name] = (...given) => {
        pass(nth)
        return original(...given)
      }
    }
    return statement
  }

  const { request } = http
  http.request = (...given) => {
    const { method, path = '', headers = {} } = given.find((one) => one?.method) ?? {}
    const query = Object.entries(headers).some(
      ([name, value]) => /isquery/i.test(name) || /query/i.test(String(value)),
    )
    if (/POST|PUT/.test(method) && path.includes(`/colls/${what}/docs`) && !query) pass(nth)
    return request(...given)
  }
  syncBuiltinESMExports()
}

// LATE: its clock is so many minutes ahead, as of one that was started later.
const late = Number(process.env.LATE ?? 0) * 60_000
if (late > 0) {
  const { now } = Date
  Date.now = () => now() + late
}
