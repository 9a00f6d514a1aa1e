// Calls of the API. Addresses and parameters are those of the OpenAPI document (routes.d.ts, made from it).
import type { Queries } from './routes';

export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly allowed = '') {
    super(message);
  }
}

export const token = {
  get: () => sessionStorage.getItem('token') ?? '',
  set: (value: string) => (value ? sessionStorage.setItem('token', value) : sessionStorage.removeItem('token')),
};

function headers(more: Record<string, string> = {}): Record<string, string> {
  return token.get() ? { ...more, Authorization: `Bearer ${token.get()}` } : more;
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: unknown = {};
  try {
    body = text ? JSON.parse(text) : {};
  } catch {
    throw new Problem(response.status, 'E-INTERNAL', 'The answer could not be read.');
  }
  if (response.ok) return body as T;
  const p = body as { detail?: string; code?: string; piece?: string; allowed?: string };
  const piece = p.piece ? ` (${p.piece})` : '';
  throw new Problem(response.status, p.code ?? '', (p.detail ?? `The server answered ${response.status}.`) + piece, p.allowed);
}

export function query(values: object): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '' && each !== 0) out.append(key, String(each));
    }
  }
  const text = out.toString();
  return text ? `?${text}` : '';
}

export async function get<T, P extends keyof Queries = keyof Queries>(path: P, values: Partial<Queries[P]> | Record<string, unknown> = {}, parts: Record<string, string> = {}): Promise<T> {
  let target: string = path;
  for (const [name, value] of Object.entries(parts)) target = target.replace(`{${name}}`, encodeURIComponent(value));
  return answer<T>(await fetch(target + query(values as object), { headers: headers() }));
}

export async function post<T>(path: string, body: BodyInit, type: string): Promise<T> {
  return answer<T>(await fetch(path, { method: 'POST', body, headers: headers({ 'Content-Type': type }) }));
}

export const postJson = <T>(path: string, body: unknown) => post<T>(path, JSON.stringify(body), 'application/json');
