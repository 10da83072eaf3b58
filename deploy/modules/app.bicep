// The program itself, as a container app that speaks https and WebSockets.

param name string
param location string
param tags object
param environmentId string
param identityId string
param registryServer string
param image string
@minValue(1)
param minReplicas int
@minValue(1)
param maxReplicas int
@description('Plain settings by name.')
param settings object
@description('Names of the settings whose value is a secret of the vault.')
param secrets string[]
@description('Address of the vault, with a slash at the end.')
param vaultUri string
param hostName string
param certificateId string

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: true
        targetPort: 3978
        transport: 'auto'
        allowInsecure: false
        customDomains: empty(hostName)
          ? []
          : [
              {
                name: hostName
                bindingType: empty(certificateId) ? 'Disabled' : 'SniEnabled'
                certificateId: empty(certificateId) ? null : certificateId
              }
            ]
      }
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      secrets: [
        for secret in secrets: {
          name: toLower(replace(secret, '_', '-'))
          keyVaultUrl: '${vaultUri}secrets/${replace(secret, '_', '-')}'
          identity: identityId
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'silta'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: concat(plain, referenced)
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: 3978
              }
              periodSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: 3978
              }
              periodSeconds: 10
              failureThreshold: 3
            }
            {
              // Asks the store: without it no new conversation lands here, and nothing is restarted.
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 3978
              }
              periodSeconds: 10
              timeoutSeconds: 10
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                // An open page holds one request: it listens.
                concurrentRequests: '200'
              }
            }
          }
        ]
      }
    }
  }
}

var plain = [
  for setting in filter(items(settings), setting => !empty(setting.value)): {
    name: setting.key
    value: setting.value
  }
]
var referenced = [
  for secret in secrets: {
    name: secret
    secretRef: toLower(replace(secret, '_', '-'))
  }
]
