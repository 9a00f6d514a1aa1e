// Made when the pages are built (places.ts).
declare module 'virtual:places' {
  export const numbers: Record<string, string>;  // "020": "ad"
  export const places: Record<string, string>;  // by state, a line a place: "name|latitude|longitude"
}
