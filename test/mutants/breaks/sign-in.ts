import type { HandMade } from './hand-made.ts'

export const signIn: readonly HandMade[] = [
  {
    file: 'desk/sign-in/session.ts',
    tests: ['test/desk/sign-in/session.test.ts', 'test/desk/sign-in/oidc.test.ts', 'test/desk/sign-in/sign-in.test.ts', 'test/desk/sign-in/roles.test.ts'],
    breaks: [
      ['signing out everywhere ends nothing', '(known?.generation ?? 0) === generation &&', ''],
      ['signing out ends nothing', '&& known?.ended?.[id] === undefined', ''],
      ['a closed door stays open', "if ((claims.by ?? '') !== config.OIDC_ISSUER) return null", ''],
      ['a session has no last hour', 'if (session.ends <= seconds()) return null', ''],
      ['a session slides past its end', 'const until = Math.min(seconds() + idle, session.ends)', 'const until = seconds() + idle'],
      ['a form of another session is taken', "if (claims?.sub !== id) throw new Refusal('FORBIDDEN', 'the form is not of this session')", ''],
      ['a page of another site asks', "if (!isFromOurs(req)) throw new Refusal('FORBIDDEN', 'the request comes from another site')", ''],
      ['scripts read the cookie', 'HttpOnly; ', ''],
      ['the cookie goes over http', "const secure = PUBLIC_URL.startsWith('https://') ? '; Secure' : ''", "const secure = ''"],
    ],
  },
  {
    file: 'desk/sign-in/oidc.ts',
    tests: ['test/desk/sign-in/oidc.test.ts'],
    breaks: [
      ['people of another organisation come in', "if (config.OIDC_TENANT && text('tid') !== config.OIDC_TENANT) throw refused('tenant')", ''],
      ['whoever has no role comes in', "if (roles.length === 0) throw refused('role', '_claim_names' in claims)", ''],
      ['a provider that was away stays away', 'found = undefined\n', '\n'],
      ['a signature is not checked', 'execute: [enableNonRepudiationChecks, ...insecure]', 'execute: [...insecure]'],
    ],
  },
  {
    file: 'desk/sign-in/oidc-pages.ts',
    tests: ['test/desk/sign-in/oidc.test.ts'],
    breaks: [
      ['a link of another site signs in', 'if (!sessions.isFromOurs(req)) return redirect(res, FOLDER)', ''],
      ['a sign-in of another browser is finished', "if (!begun) throw new NotSignedIn('failed')", ''],
      ['after signing in it leads anywhere', "(/^\\/console\\/cases\\/\\d{20}$/.test(String(to)) ? String(to) : '')", "String(to ?? '')"],
    ],
  },
  {
    file: 'desk/sign-in/by-address.ts',
    tests: ['test/desk/sign-in/sign-in.test.ts', 'test/desk/sign-in/oidc.test.ts'],
    breaks: [
      ['the printed address opens twice', 'printSignIn({ config }, offer.address, offer.print)\n  return true', 'return true'],
      ['in production it opens', '!production && !OIDC_ISSUER', '!OIDC_ISSUER'],
    ],
  },
  {
    file: 'desk/sign-in/admit.ts',
    tests: ['test/desk/sign-in/roles.test.ts', 'test/desk/sign-in/session.test.ts', 'test/desk/acts.test.ts'],
    breaks: [
      ['any role does anything', 'if (need && !may(session, need)) throw new NotAllowed()', ''],
      ['a page of another site acts', 'if (own) sessions.sameOrigin(req)', ''],
      ['a page that fetches itself keeps signed in', "req.headers['x-live'] === undefined ? sessions.slid(session) : null", 'sessions.slid(session)'],
    ],
  },
]
