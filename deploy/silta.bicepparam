// What is chosen for one installation. No secret belongs here.
using 'main.bicep'

param location = 'swedencentral'
param tags = {
  application: 'silta'
}
param image = ''
param hostName = ''
param certificateId = ''
param channels = [
  'msteams'
  'directline'
]
param directLineOrigins = []
// Add EXPORT_KEY once the case-management system takes cases, and MicrosoftAppPassword with SingleTenant.
param secrets = [
  'MASTER_KEY'
  'OIDC_CLIENT_SECRET'
]
// .env.example says what each is for. All of these have a default: what stands here is what this installation has decided.
param settings = {
  DRAFT_HOURS: '72'
  CASE_DAYS: '90'
  LINK_DAYS: '14'
  EXPORTED_DAYS: '30'
  EXIT_URL: 'https://www.ilmatieteenlaitos.fi/'
  OIDC_ISSUER: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0'
  OIDC_CLIENT_ID: '00000000-0000-0000-0000-000000000000'
  OIDC_TENANT: '00000000-0000-0000-0000-000000000000'
  OIDC_ROLES_CLAIM: 'roles'
  OIDC_ROLES: 'Silta.Caseworker=caseworker,Silta.Supervisor=supervisor,Silta.Auditor=auditor,Silta.Administrator=administrator'
  LEAVER_MINUTES: '10'
  SLEEPER_MINUTES: '15'
  LEAVER_HOURS: '24'
  OFFER_MINUTES: '5'
  HANDOFF_HUB: ''
  TWILIO_ACCOUNT_SID: ''
  TWILIO_FROM: ''
  TWILIO_API_URL: ''
  ACS_FROM: ''
  ACS_ENTRA_ISSUER: ''
  ACS_ENTRA_AUDIENCE: ''
  OFFICE_HOURS: ''
  HOLIDAYS: ''
  HSTS_SUBDOMAINS: 'false'
  SECURITY_CONTACT: ''
  ALARM_REPEAT_MINUTES: '2'
  ALARM_ESCALATE_MINUTES: '5'
  ALARM_CALM_MINUTES: '240'
  ALARM_LANGUAGE: 'fi'
  ALARM_WEBHOOK_KIND: 'teams'
  ALARM_EMAIL: ''
  ALARM_EMAIL_SUPERVISORS: ''
  ALARM_EMAIL_FROM: ''
  TRANSLATOR_ENDPOINT: ''
  TRANSLATOR_REGION: ''
  SESSION_IDLE_MINUTES: '60'
  SESSION_HOURS: '12'
  TEAMS_SIGN_IN_DAYS: '7'
}
