// A place's name as it is looked up: without accents, case and hyphens, and one y for the two of Russian endings.
export const plainName = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i').replace(/ł/gi, 'l').replace(/[’']/g, '').replace(/-/g, ' ').toLowerCase().replace(/yy\b/g, 'y').trim();
