// Made when the pages are built (places.ts).
declare module 'virtual:places' {
  export const numbers: Record<string, string>;  // "020": "ad"
  export const ports: [name: string, state: string, latitude: number, longitude: number][];
}
