// Text messages through Azure Bot Service, which reaches phones through an account at Twilio.

param botName string
param location string
@description('Number people write to, such as +358...')
param phone string
param accountSid string
@secure()
param authToken string

resource bot 'Microsoft.BotService/botServices@2022-09-15' existing = {
  name: botName
}

resource sms 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'SmsChannel'
  location: location
  properties: {
    channelName: 'SmsChannel'
    properties: {
      isEnabled: true
      isValidated: true
      phone: phone
      accountSID: accountSid
      authToken: authToken
    }
  }
}
