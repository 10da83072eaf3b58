import assert from 'node:assert/strict'
import type { State } from '../../../intake/conversation/conversation.ts'
import { traitsOf } from '../../../intake/form/channels.ts'
import { acs } from '../../support/channels/acs.ts'
import { azureSms } from '../../support/channels/azure-sms.ts'
import { directLine } from '../../support/channels/direct-line.ts'
import type { Door, Row } from '../../support/channels/door.ts'
import { teams } from '../../support/channels/teams.ts'
import { twilio } from '../../support/channels/twilio.ts'
import { web } from '../../support/channels/web.ts'

const rows: readonly Row[] = [web, directLine, teams, azureSms, twilio, acs]

/** What she writes at the danger question, and what the bot says before it asks again; none of it is an answer. */
const messages: readonly (readonly [text: string, ...says: string[]])[] = [
  ['asdf', 'say.danger', 'say.unsure.choice'],
  ['blue', 'say.danger', 'say.missed'],
  ['yes he is outside', 'say.danger', 'say.storyKept'],
  ['he will kill me', 'say.danger', 'say.storyKept'],
  ['hes at the door pls hurry', 'say.danger', 'say.storyKept'],
  ['i want to die', 'say.danger', 'say.storyKept'],
  ['112', 'say.danger'],
  ['yes and no', 'say.danger'],
  ['yes?', 'say.danger'],
  ['I cannot talk about this'],
  ['i am crying'],
  ['help', 'say.help'],
  ['i dont understand'],
  ['will the police know', 'answer.police', 'say.notApproved'],
  ['am i a victim', 'answer.victim', 'say.notApproved'],
  ['will i be deported?', 'answer.deport', 'say.notApproved'],
  ['is this a robot', 'answer.robot', 'say.notApproved'],
  ['how long does it take', 'answer.long', 'say.notApproved'],
  ['what do you know about me', 'say.know', 'say.know.notSent'],
  ['1-3', 'say.danger', 'say.missed'],
]

/** On a locked phone a question of hers is not answered in words that tell what this is about. */
const quietly = (says: readonly string[]) => (says[0]?.startsWith('answer.') ? ['say.askPerson'] : says)

for (const { name, channel, open } of rows)
  describe(`Heard alike on every channel: ${name}`, () => {
    let door: Door
    let now = Date.UTC(2026, 5, 1, 9)
    before(async () => {
      door = await open(() => now)
    })
    after(() => door.close())

    const state = async (): Promise<State> => {
      const [doc] = await door.services.conversations.changedSince(0, 5)
      return (await door.services.conversations.load(doc!.id))!.state
    }

    it('twenty messages come to the same', async () => {
      const { lockScreen } = traitsOf(channel)
      for (const text of ['hello', 'English', 'no']) {
        now += 10_000
        await door.says(text)
      }
      assert.equal((await state()).open?.key, 'safety.danger')
      for (const [text, ...says] of messages) {
        const before = (await state()).seq
        now += 10_000
        await door.says(text)
        const { log, answers, open: at } = await state()
        const said = log.filter((line) => line.seq > before && line.from === 'bot' && !line.question)
        const known = text.startsWith('what do you know') && lockScreen
        if (!known)
          assert.deepEqual(
            said.map(({ say }) => say),
            lockScreen ? quietly(says) : says,
            text,
          )
        assert.equal(answers['safety.danger'], undefined, text)
        assert.ok(at?.key === 'safety.danger' || known, text)
        if (known) return
      }
    })
  })
