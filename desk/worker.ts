export interface Worker {
  id: string
  name: string
}
