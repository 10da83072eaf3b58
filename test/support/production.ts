/** The least that production starts with. */
export const production = {
  NODE_ENV: 'production',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  PUBLIC_URL: 'https://silta.example',
  OIDC_ISSUER: 'https://login.example/tenant/v2.0',
  OIDC_CLIENT_ID: 'silta',
  OIDC_CLIENT_SECRET: 'secret',
}
