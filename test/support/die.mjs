// Loaded before the server in a child process: ends it by SIGKILL at one exact place, as a power cut would.
// DIE_AT: `answer` (a turn is committed, its page not yet sent) or `write:<table>:<n>` (before the nth insert or
// update of that table).
import { ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const [at, table, nth = '1'] = (process.env.DIE_AT ?? '').split(':')
const die = () => process.kill(process.pid, 'SIGKILL')

if (at === 'answer') {
  const { writeHead } = ServerResponse.prototype
  let answers = 0
  ServerResponse.prototype.writeHead = function (...given) {
    if (this.req.method === 'POST' && ++answers === Number(table)) die()
    return writeHead.apply(this, given)
  }
}

if (at === 'write') {
  const { prepare } = DatabaseSync.prototype
  let writes = 0
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    const statement = prepare.call(this, sql, ...rest)
    if (!/^\s*(insert|update|replace)/i.test(sql) || !sql.includes(table)) return statement
    for (const name of ['run', 'get', 'all']) {
      const original = statement[name].bind(statement)
      statement[name] = (...given) => {
        if (++writes === Number(nth)) die()
        return original(...given)
      }
    }
    return statement
  }
}
