// Azure Bot Service: who the bot is, and through which channels people reach it.

param name string
param location string
param tags object
@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string
param appId string
param tenantId string
param identityId string
@description('Address that receives messages.')
param endpoint string
param channels string[]
param directLineOrigins string[]

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: location
  tags: tags
  kind: 'azurebot'
  sku: {
    name: 'S1'
  }
  properties: {
    // A person sees it on some channels: it names no trafficking.
    displayName: 'Silta'
    endpoint: endpoint
    msaAppType: appType
    msaAppId: appId
    msaAppTenantId: tenantId
    msaAppMSIResourceId: appType == 'UserAssignedMSI' ? identityId : null
    disableLocalAuth: true
    isStreamingSupported: false
    publicNetworkAccess: 'Enabled'
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = if (contains(channels, 'msteams')) {
  parent: bot
  name: 'MsTeamsChannel'
  location: location
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
      deploymentEnvironment: 'CommercialDeployment'
    }
  }
}

resource directLine 'Microsoft.BotService/botServices/channels@2022-09-15' = if (contains(channels, 'directline')) {
  parent: bot
  name: 'DirectLineChannel'
  location: location
  properties: {
    channelName: 'DirectLineChannel'
    properties: {
      sites: [
        {
          siteName: 'agency'
          isEnabled: true
          isV1Enabled: false
          isV3Enabled: true
          isSecureSiteEnabled: !empty(directLineOrigins)
          trustedOrigins: directLineOrigins
          isBlockUserUploadEnabled: true
          isDetailedLoggingEnabled: false
        }
      ]
    }
  }
}
