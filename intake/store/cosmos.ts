/**
 * The engine to grow on: Azure Cosmos DB for NoSQL. One container per shape, partitioned on `/part`, only
 * the queryable fields indexed. Point operations and simple SELECTs only: no batch, no TTL, no OFFSET, so
 * that every line of this file runs against a local server in the tests.
 *
 * The account's consistency must be Session (the default) or stronger. A process may read what another
 * changed a moment ago; its conditional write then fails, and the SDK takes the newer session from that
 * refusal, so the read that follows is fresh. What would be refused because it is not there is looked for again
 * (`lags`): it may only be late.
 */
import { type Container, CosmosClient, type Database } from '@azure/cosmos'
import { DefaultAzureCredential } from '@azure/identity'
import { containerOf } from './containers.ts'
import {
  type Collection,
  type CollectionName,
  type Doc,
  type Shape,
  type Store,
  shapes,
  type Versioned,
} from './ports.ts'
import { checkId, clauses } from './sql.ts'

interface CosmosOptions {
  /** `https://<account>.documents.azure.com`; an `http:` address is a test server, found at that address only. */
  endpoint: string
  /** Account key; without it the managed identity signs in, which cannot create: then containers come from `deploy/`. */
  key?: string
  database?: string
  /** Create the database and containers that are missing, on first use. */
  create?: boolean
}

/** Milliseconds after which another process's write is seen as well; under Session consistency some hundred, as a rule. */
const LAGS = 1_000
/** Milliseconds for one request, and for one operation with all its repeats, which are the SDK's. */
const REQUEST = 5_000
const OPERATION = 20_000

/** Connects on first use; a first use that failed is forgotten, so the next one tries again. */
export function cosmosStore({ endpoint, key, database = 'silta', create = true }: CosmosOptions): Store {
  const real = !endpoint.startsWith('http:')
  const client = new CosmosClient({
    endpoint,
    ...(key ? { key } : { aadCredentials: new DefaultAzureCredential() }),
    connectionPolicy: {
      requestTimeout: REQUEST,
      enableEndpointDiscovery: real,
      enableBackgroundEndpointRefreshing: real,
      // 429 says how long to wait: honoured, within the time of the operation.
      retryOptions: {
        maxRetryAttemptCount: 9,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: 15,
      },
    },
  })

  const once = memo()
  const opened = () => once('', () => openDatabase(client, database, create))
  const container = (shape: Shape) =>
    once(shape.name, async () => openContainer(await opened(), shape, create))

  return {
    lags: LAGS,
    collection: <T extends Doc>(name: CollectionName) =>
      collection<T>(shapes[name], () => container(shapes[name])),
    async ping() {
      const base = await opened()
      await bounded((abortSignal) => base.read({ abortSignal }))
    },
    async close() {
      client.dispose()
    },
  }
}

/** Runs the work of a name once, shares what it gives, and forgets a failure. */
function memo() {
  const known = new Map<string, Promise<unknown>>()
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const running = (known.get(name) as Promise<T> | undefined) ?? work()
    known.set(name, running)
    running.catch(() => known.get(name) === running && known.delete(name))
    return running
  }
}

async function openDatabase(client: CosmosClient, id: string, create: boolean): Promise<Database> {
  if (create)
    await bounded((abortSignal) => client.databases.createIfNotExists({ id }, { abortSignal }), conflict)
  return client.database(id)
}

async function openContainer(database: Database, shape: Shape, create: boolean): Promise<Container> {
  if (create)
    await bounded(
      (abortSignal) => database.containers.createIfNotExists(containerOf(shape), { abortSignal }),
      conflict,
    )
  return database.container(shape.name)
}

function collection<T extends Doc>(shape: Shape, open: () => Promise<Container>): Collection<T> {
  return {
    async create(doc) {
      checkId(doc.id)
      const { items } = await open()
      const made = await bounded((abortSignal) => items.create(plain(doc), { abortSignal }), conflict)
      return versioned<T>(made?.resource)
    },
    async read(id, part = id) {
      const item = (await open()).item(id, part)
      const found = await bounded((abortSignal) => item.read({ abortSignal }), missing)
      return versioned<T>(found?.resource)
    },
    async replace(doc, etag) {
      const item = (await open()).item(doc.id, doc.part)
      const accessCondition = { type: 'IfMatch', condition: etag }
      const made = await bounded(
        (abortSignal) => item.replace(plain(doc), { accessCondition, abortSignal }),
        missing,
        changed,
      )
      return versioned<T>(made?.resource)
    },
    async remove(id, part = id) {
      const item = (await open()).item(id, part)
      await bounded((abortSignal) => item.delete({ abortSignal }), missing)
    },
    async find(query) {
      const { items } = await open()
      const { where, order, values } = clauses(
        shape,
        query,
        (field) => `c["${field}"]`,
        (column) => `(IS_DEFINED(${column}) AND NOT IS_NULL(${column}))`,
      )
      const spec = {
        query: `SELECT TOP ${query.limit} * FROM c ${where} ${order}`,
        parameters: values.map((value, i) => ({ name: `@p${i}`, value })),
      }
      const partitionKey = query.where?.part as string | undefined
      const found = await bounded((abortSignal) =>
        items.query(spec, { partitionKey, maxItemCount: query.limit, abortSignal }).fetchAll(),
      )
      return found!.resources.map((resource) => versioned<T>(resource)!)
    },
  }
}

const conflict = 409
/** With a substatus it is an error: the container is not there, or no replica is fresh enough for the session. */
const missing = 404
const changed = 412

/** Gives the work `OPERATION` milliseconds; answers with a status in `expected` become `undefined`. */
async function bounded<T extends object>(work: (signal: AbortSignal) => Promise<T>, ...expected: number[]) {
  const isExpected = (code: number, substatus?: number) =>
    expected.includes(code) && !(code === missing && substatus)
  try {
    const answer = await work(AbortSignal.timeout(OPERATION))
    // A point read returns its 404, everything else throws it.
    const { statusCode: code = 200, substatus } = answer as { statusCode?: number; substatus?: number }
    if (code !== missing) return answer
    if (isExpected(code, substatus)) return undefined
    throw Object.assign(new Error(`Cosmos DB answered ${code}/${substatus}`), { code, substatus })
  } catch (error) {
    const { code, substatus } = error as { code: number; substatus?: number }
    if (isExpected(code, substatus)) return undefined
    throw error
  }
}

function plain<T extends Doc>(doc: T) {
  const { etag: _, ...rest } = doc as T & { etag?: string }
  return rest
}

/** The document without the fields Cosmos adds, its `_etag` named `etag`. */
function versioned<T extends Doc>(resource: unknown): Versioned<T> | null {
  if (!resource) return null
  const { _etag, _rid, _self, _ts, _attachments, ...doc } = resource as Record<string, unknown>
  return { ...doc, etag: _etag } as Versioned<T>
}
