import type { Browser, Locator, Page } from 'playwright-core'
import { eventually } from '../support/eventually.ts'

/** Somebody before Microsoft 365 Agents Playground, by what can be seen and pressed there. */
export class PlaygroundPage {
  readonly page: Page
  private constructor(page: Page) {
    this.page = page
  }

  static async open(browser: Browser, url: string): Promise<PlaygroundPage> {
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
    await page.goto(url)
    return new PlaygroundPage(page)
  }

  /** The newest card. */
  get card(): Locator {
    return this.page.locator('.ac-adaptiveCard').last()
  }

  says = (text: RegExp | string) =>
    eventually(async () => {
      const body = await this.page.locator('body').innerText()
      return typeof text === 'string' ? body.includes(text) : text.test(body)
    })

  /** Waits until the newest card asks this. */
  asks = (text: string) => eventually(async () => (await this.card.innerText()).includes(text))

  press = (title: string) => this.card.getByRole('button', { name: title, exact: true }).click()

  async fill(choices: string[], texts: string[], submit: string): Promise<void> {
    // By its words: the client names a box by its field's label, which is not there.
    for (const choice of choices) await this.card.getByText(choice, { exact: true }).click()
    for (const [box, text] of texts.entries()) await this.card.getByRole('textbox').nth(box).fill(text)
    await this.press(submit)
  }

  go = (name: string) => this.page.locator('button[role=treeitem]', { hasText: name }).click()

  async write(text: string, mention = false): Promise<void> {
    const field = this.page.locator('[role=textbox][contenteditable=true]').first()
    await field.click()
    if (mention) {
      await this.page.keyboard.type('@')
      await this.page.locator('#typeahead-menu [role=menuitem]', { hasText: 'Test Bot' }).click()
    }
    await this.page.keyboard.type(mention ? ` ${text}` : text)
    await this.page.keyboard.press('Enter')
  }
}
