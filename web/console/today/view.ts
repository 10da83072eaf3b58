import type { Frame } from '../frame-view.ts'

/** What whoever has a case is to be reminded of; `request`: that what was asked for has not come. */
export interface ReminderShown {
  id: string
  at: number
  text: string
  name: string
  request: boolean
}
/** A line of what is to be done when. Times are milliseconds since 1970. */
export interface TodayEntry {
  kind: 'reminder' | 'request' | 'meeting' | 'call'
  case: string
  number: string
  urgent: boolean
  at: number
  /** Of a meeting without a time of day. */
  allDay?: boolean
  /** Of hours in which she may be called: when they end. */
  until?: number | undefined
  reminder?: ReminderShown
}
export interface TodayList {
  due: TodayEntry[]
  today: TodayEntry[]
  later: TodayEntry[]
  call: TodayEntry[]
}
export interface TodayView extends Frame {
  list: TodayList
}
