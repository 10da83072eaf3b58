// Azure Cosmos DB for NoSQL. No keys: the app signs in with its managed identity and may read and write
// documents, nothing else. Containers and indexes come from the code's own shapes.

param name string
param location string
param tags object
param databaseName string
@description('Object id of the managed identity that may read and write documents.')
param principalId string

var containers = loadJsonContent('../containers.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: false
      }
    ]
    capabilities: [
      {
        name: 'EnableServerless'
      }
    ]
    // The store relies on it: a refused conditional write is followed by a fresh read.
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    // Seven days for everything, the wrapped keys too: a person is told that what she deleted is gone from
    // backups after at most 7 days. A longer tier would break that promise.
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous7Days'
      }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for one in containers: {
    parent: database
    name: one.id
    properties: {
      resource: {
        id: one.id
        partitionKey: {
          paths: one.partitionKey.paths
          kind: 'Hash'
          version: 2
        }
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: one.indexingPolicy.includedPaths
          excludedPaths: one.indexingPolicy.excludedPaths
          compositeIndexes: one.indexingPolicy.compositeIndexes
        }
      }
    }
  }
]

// Cosmos DB Built-in Data Contributor: documents, and reading what containers there are.
resource documents 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, 'documents')
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: account.id
  }
}

output endpoint string = account.properties.documentEndpoint
