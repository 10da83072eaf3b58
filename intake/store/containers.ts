import { type Shape, shapes } from './ports.ts'

/**
 * A shape as a container of Azure Cosmos DB for NoSQL: partitioned on `/part`, only the queryable fields
 * indexed, one composite index for each pair. The store makes missing containers from it where it may, and
 * `deploy/containers.json` holds it for accounts whose identity may not.
 */
export const containerOf = (shape: Shape) => ({
  id: shape.name,
  partitionKey: { paths: ['/part'] },
  indexingPolicy: {
    includedPaths: shape.fields.map((field) => ({ path: `/${field}/?` })),
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: (shape.pairs ?? []).map((pair) =>
      pair.map((field) => ({ path: `/${field}`, order: 'ascending' as const })),
    ),
  },
})

export const containers = Object.values(shapes).map(containerOf)
