import type { Server } from 'restify'
import { askedAgain } from '../../intake/agency/shape.ts'
import type { Words } from '../../intake/form/phrases.ts'
import type { Translate } from '../../intake/form/words.ts'
import { type Hours, hasHours } from '../../intake/hours/hours.ts'
import { type InForce, troubleIn } from '../../platform/agency/agency.ts'
import { sendHtml } from '../../platform/http.ts'
import { agencyPage } from '../../web/console/oversight/agency.ts'
import type { AgencyShown, Said } from '../../web/console/oversight/agency-view.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { consoleLanguages } from '../sign-in/session.ts'

type AgencyNeeds = Pick<DeskServices, 'agency' | 'speech'>

const said = (words: Words, tongues: readonly string[]): Said => ({
  words: tongues.flatMap((language) => (words[language] ? [{ language, text: words[language] }] : [])),
  missing: tongues.filter((language) => !words[language]),
})

/** As the week begins here: Monday first. */
const weekOf = ({ week }: Hours) =>
  [1, 2, 3, 4, 5, 6, 0].flatMap((weekday, day) =>
    week[weekday]?.length ? [{ day, spans: [...week[weekday]] }] : [],
  )

const hoursOf = ({ agency }: AgencyNeeds): AgencyShown['hours'] => {
  const { hours } = agency
  const from = agency.now().hours ? 'file' : hasHours(hours) ? 'settings' : 'none'
  return { from, week: weekOf(hours), closed: [...hours.closed].sort() }
}

function shownOf(services: AgencyNeeds, inForce: InForce, t: Translate): AgencyShown {
  const { folder, files, trouble, agency } = inForce
  const { names, contacts, sources, phrases, closing, sets } = agency
  const all = services.speech.languages
  const desk = consoleLanguages(services)
  return {
    folder,
    ...(trouble ? { trouble: troubleIn(trouble, t) } : {}),
    files: files.map(({ file, written, since }) => ({ file, written, since })),
    names: [
      ...(names.agency ? [{ name: 'agency', ...said(names.agency, desk) }] : []),
      ...(names.system ? [{ name: 'system', ...said(names.system, all) }] : []),
      ...(names.form ? [{ name: 'form', ...said(names.form, desk) }] : []),
    ],
    hours: hoursOf(services),
    contacts: Object.entries(sources).map(([name, one]) => ({ name, ...one, own: name in contacts })),
    phrases: [...phrases.values()].flatMap(({ id, referrer, words }) =>
      words ? [{ id, referrer, ...said(words, all) }] : [],
    ),
    closing: closing.map(({ id, offered, title }) => ({ id, offered, ...said(title, desk) })),
    askable: askedAgain.map((key) => ({ key, label: t(`${key}.label`) })),
    requests: sets.map(({ id, questions, title }) => ({
      ...{ id, ...said(title, desk) },
      questions: questions.map((key) => t(`${key}.label`)),
    })),
  }
}

/** The supervisors' page of what their agency has as its own. To open it is to have the files looked at again. */
export function deskAgency(server: Server, services: AgencyNeeds, pages: Pages): void {
  server.get(
    '/console/agency',
    pages.signed(async (req, res, session) => {
      const inForce = services.agency.reread()
      const frame = await pages.frameOf(req, session)
      sendHtml(res, 200, agencyPage({ ...frame, ...shownOf(services, inForce, frame.t) }))
    }, 'others'),
  )
}
