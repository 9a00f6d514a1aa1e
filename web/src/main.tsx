// The frame of every page: where one is, the ledger's revision, light or dark, who one is.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import './style.css';
import { get, query } from './api';
import { Link, usePlace } from './place';
import { Lock } from './parts/lock';
import { Start } from './pages/start';
import { Ask } from './parts/ask';
import { later } from './load';

// All but the first page come when they are asked for, so that it can be used soon.
const TiePage = later(() => import('./pages/tie'));
const Evidence = later(() => import('./pages/evidence'));
const Screening = later(() => import('./pages/screening'));
const SearchPage = later(() => import('./pages/search'));
const EntityPage = later(() => import('./pages/entity'));
const NetworkPage = later(() => import('./pages/network'));
const Sources = later(() => import('./pages/sources'));
const Quiet = later(() => import('./pages/quiet'));
const Changes = later(() => import('./pages/changes'));
const Decisions = later(() => import('./pages/decisions'));

const pages = [
  { path: '/', title: 'Start', page: Start },
  { path: '/view/tie', title: 'Tie', page: TiePage },
  { path: '/view/document/', title: 'Evidence', page: Evidence },
  { path: '/view/screening', title: 'Screening', page: Screening },
  { path: '/view/search', title: 'Search', page: SearchPage },
  { path: '/view/entity/', title: 'Entity', page: EntityPage },
  { path: '/view/network', title: 'Network', page: NetworkPage },
  { path: '/view/sources', title: 'Sources', page: Sources },
  { path: '/view/tables', title: 'Quiet ledgers', page: Quiet },
  { path: '/view/changes', title: 'What changed', page: Changes },
  { path: '/view/decisions', title: 'Decisions', page: Decisions },
];

// What a page shows, as JSON.
function twin(path: string, q: URLSearchParams): string {
  const named = (...names: string[]) => query(Object.fromEntries(names.map((n) => [n, q.getAll(n)])));
  const at = path.split('/')[3] ?? '';
  if (path === '/') return '/api/ledger';
  if (path === '/view/tie') return '/api/propositions' + query({ actor: [q.get('a') ?? '', q.get('b') ?? ''], as_of: q.get('as_of') ?? '', revision: q.get('revision') ?? '', limit: 500 });
  if (path.startsWith('/view/document/')) return `/api/documents/${at}${named('revision', 'as_of')}`;
  if (path.startsWith('/view/entity/')) return `/entities/${at}${named('revision', 'as_of')}`;
  if (path === '/view/search') return q.get('q') ? '/api/search' + named('q', 'source') : '/api/documents' + named('source');
  if (path === '/view/network') return q.get('from') && q.get('to') ? '/api/paths' + named('from', 'to', 'standing', 'since', 'until', 'revision', 'as_of') : '/api/neighbours' + named('who', 'standing', 'since', 'until', 'revision', 'as_of');
  if (path === '/view/sources') return '/api/sources';
  if (path === '/view/changes') return '/api/diff' + (q.get('since') ? named('since', 'actor', 'published') : '?since=1');
  if (path === '/view/decisions') return '/api/judgements' + named('kind', 'about', 'revision');
  return path === '/view/screening' ? '/catalog' : '';
}

function Theme() {
  const [theme, set] = useState(localStorage.getItem('theme') ?? '');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
  }, [theme]);
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  return (
    <button class="quiet icon" aria-label={dark ? 'Light colours' : 'Dark colours'} onClick={() => set(dark ? 'light' : 'dark')}>
      {dark ? '☀' : '☾'}
    </button>
  );
}

function Find() {
  return (
    <form class="find" role="search" action="/view/search" onSubmit={(e) => {
      e.preventDefault();
      const words = (e.currentTarget.elements.namedItem('q') as HTMLInputElement).value.trim();
      if (words) history.pushState(null, '', `/view/search?q=${encodeURIComponent(words)}`), dispatchEvent(new PopStateEvent('popstate'));
    }}>
      <input name="q" type="search" placeholder="Search reports and lists" aria-label="Search reports and lists" />
    </form>
  );
}

function Frame() {
  const place = usePlace();
  const found = pages.find((p) => p.path === place.path || (p.path.endsWith('/') && p.path !== '/' && place.path.startsWith(p.path)));
  const Page = found?.page, json = found ? twin(place.path, place.query) : '';
  useEffect(() => {
    document.title = `${found?.title ?? 'Nothing here'} · Entente`;
  }, [found]);
  const [role, setRole] = useState('');
  const ask = () => get<{ role: string; writes: boolean }>('/api/whoami').then((w) => setRole(w.writes ? w.role : ''), () => setRole(''));
  useEffect(() => void ask(), []);
  return (
    <>
      <a class="skip" href="#main">Skip to the page</a>
      <header class="bar">
        <Link class="brand" to="/"><img src="/icon.svg" alt="" width="24" height="24" />Entente</Link>
        <nav aria-label="Pages">
          <Link to="/" current={place.path === '/'}>Start</Link>
          {[['/view/network', 'Network'], ['/view/screening', 'Screening'], ['/view/search', 'Search'], ['/view/tables', 'Tables'], ['/view/sources', 'Sources'], ['/view/changes', 'What changed'], ['/view/decisions', 'Decisions']].map(([to, title]) => <Link key={to} to={to} current={place.path === to}>{title}</Link>)}
        </nav>
        <Find />
        <Lock role={role} changed={ask} />
        <Theme />
      </header>
      <main id="main" tabIndex={-1}>
        {Page ? <Page key={place.path + (['/view/tie', '/view/network', '/view/changes'].includes(place.path) ? '' : place.query.toString())} writes={role !== ''} /> : <p class="empty">There is no such page. <Link to="/">Start</Link></p>}
      </main>
      {json && <footer class="twin dim"><a href={json} type="application/json">This page as JSON</a> · <a href="/openapi.json">the API</a></footer>}
      <Ask />
    </>
  );
}

render(<Frame />, document.getElementById('app')!);
