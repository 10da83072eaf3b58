// All that Silta needs in Azure, in one resource group. README.md beside this file says in what order.
// Deployed twice the first time: without an image it makes everything but the app, so that secrets and the
// image have somewhere to go; with an image it starts the app.

targetScope = 'resourceGroup'

@description('Region of everything that can be in one. In the EU, where the data has to stay.')
param location string = 'swedencentral'
@description('Region of Azure Bot Service: westeurope keeps what it handles in the EU, global does not.')
@allowed(['westeurope', 'global'])
param botLocation string = 'westeurope'
@description('Beginning of every name: small letters and digits.')
@minLength(3)
@maxLength(10)
param name string = 'silta'
param tags object = {}

@description('Image in the registry made here, such as silta:1; empty makes everything but the app.')
param image string = ''
@description('Two, so that a restart or an update is not noticed.')
@minValue(1)
param minReplicas int = 2
@minValue(1)
param maxReplicas int = 4

@description('Name people reach Silta at, such as silta.example; empty takes the one Azure gives.')
param hostName string = ''
@description('Certificate for it in the environment; empty until Azure has made one.')
param certificateId string = ''

@description('Channels of Azure Bot Service; empty makes no bot.')
param channels ('msteams' | 'directline' | 'sms')[] = ['msteams', 'directline']
@description('UserAssignedMSI needs no secret. SingleTenant needs botAppId and the secret MicrosoftAppPassword.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botAppType string = 'UserAssignedMSI'
param botAppId string = ''
@description('Web origins that may use Direct Line: Azure\'s channel and Silta\'s own.')
param directLineOrigins string[] = []
@description('For the channel sms: number and account at Twilio. Its token is the secret sms-auth-token.')
param smsPhone string = ''
param smsAccountSid string = ''

@description('Settings of platform/config.ts that are secrets of the vault, where - stands for _.')
param secrets string[] = ['MASTER_KEY', 'OIDC_CLIENT_SECRET']
@description('The other settings of platform/config.ts that are chosen, by name.')
param settings object

var unique = uniqueString(resourceGroup().id)
var withBot = !empty(channels)
var msi = botAppType == 'UserAssignedMSI'
var appId = msi ? identity.properties.clientId : botAppId
var host = empty(hostName) ? '${name}.${environment.properties.defaultDomain}' : hostName
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

// What the program prints: codes, never content, names, numbers or addresses.
resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      immediatePurgeDataOn30Days: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '${name}${unique}'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identity.id, acrPull)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${name}-${unique}'
    location: location
    tags: tags
    principalId: identity.properties.principalId
    workspaceId: logs.id
  }
}

module store 'modules/store.bicep' = {
  name: 'store'
  params: {
    name: '${name}-${unique}'
    location: location
    tags: tags
    databaseName: name
    principalId: identity.properties.principalId
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

module app 'modules/app.bicep' = if (!empty(image)) {
  name: 'app'
  params: {
    name: name
    location: location
    tags: tags
    environmentId: environment.id
    identityId: identity.id
    registryServer: registry.properties.loginServer
    image: '${registry.properties.loginServer}/${image}'
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    hostName: hostName
    certificateId: certificateId
    vaultUri: vault.outputs.uri
    secrets: secrets
    settings: union(settings, {
      NODE_ENV: 'production'
      HOST: '0.0.0.0'
      PORT: '3978'
      PUBLIC_URL: 'https://${host}'
      TRUST_PROXY: 'true'
      COSMOS_ENDPOINT: store.outputs.endpoint
      COSMOS_DATABASE: name
      DIRECT_LINE_ORIGINS: join(directLineOrigins, ',')
      MicrosoftAppId: withBot ? appId : ''
      MicrosoftAppTenantId: withBot ? subscription().tenantId : ''
      MicrosoftAppType: botAppType
      // Which identity the Azure SDK signs in to the store with.
      AZURE_CLIENT_ID: identity.properties.clientId
    })
  }
  dependsOn: [
    pull
  ]
}

module bot 'modules/bot.bicep' = if (withBot) {
  name: 'bot'
  params: {
    name: '${name}-${unique}'
    location: botLocation
    tags: tags
    appType: botAppType
    appId: appId
    tenantId: subscription().tenantId
    identityId: identity.id
    endpoint: 'https://${host}/api/messages'
    channels: channels
    directLineOrigins: directLineOrigins
  }
}

resource secretStore 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: '${name}-${unique}'
}

module sms 'modules/sms.bicep' = if (contains(channels, 'sms')) {
  name: 'sms'
  params: {
    botName: '${name}-${unique}'
    location: botLocation
    phone: smsPhone
    accountSid: smsAccountSid
    authToken: secretStore.getSecret('sms-auth-token')
  }
  dependsOn: [
    bot
    vault
  ]
}

output address string = 'https://${host}'
output registry string = registry.properties.loginServer
output vault string = '${name}-${unique}'
output botAppId string = withBot ? appId : ''
