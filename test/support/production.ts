/** The least that production starts with, and no way in for caseworkers. */
export const doorless = {
  NODE_ENV: 'production',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  PUBLIC_URL: 'https://silta.example',
}

/** The same, with a provider to sign in at. */
export const production = {
  ...doorless,
  OIDC_ISSUER: 'https://login.example/tenant/v2.0',
  OIDC_CLIENT_ID: 'silta',
  OIDC_CLIENT_SECRET: 'secret',
}
