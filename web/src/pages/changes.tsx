// What changed since a revision or a day: new propositions, changed standings, new claims, new listings; and the feed of it.
import { get, query } from '../api';
import { go, Link, usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { Chip, count, day, spoken } from '../parts/standing';
import type { Ledger, Standing } from '../types';

interface Change {
  id: string; proposition: string; standing: Standing; change: 'new' | 'standing' | 'claims' | 'gone'; rule?: string; was?: { id: string; standing: Standing; rule: string };
  key?: { from: string[]; to: string[] }; new_claims?: { id: string; document: string; publisher: string; published: string | null; quote: string }[]; lost_claims?: string[]; new_origins?: string[];
}
interface Diff { revision: number; propositions: Change[]; listings?: { id: string; caption: string; dataset?: string; schema?: string }[] }

const titles = { new: 'New', standing: 'Standing changed', claims: 'More was told', gone: 'No longer held' } as const;

function One({ of: c }: { of: Change }) {
  const two = c.key && c.key.from.length > 0 && c.key.to.length > 0 && c.key.from[0].length === 2 && c.key.to[0].length === 2;
  return (
    <li class="held">
      <div class="head">
        <span>{c.was && c.change === 'standing' ? <><Chip standing={c.was.standing} /> <span aria-label="became">→</span> </> : null}<Chip standing={c.standing} /></span>
        <div>
          <b>{two ? <Link to={`/view/tie?a=${c.key!.from[0]}&b=${c.key!.to[0]}`}><bdi>{spoken(c.proposition)}</bdi></Link> : <bdi>{spoken(c.proposition)}</bdi>}</b>
          {c.rule && <p>{c.rule}</p>}
          {(c.new_origins ?? []).length > 0 && <p class="dim">{count(c.new_origins!.length, 'new origin')}: {c.new_origins!.join(', ')}</p>}
          {(c.lost_claims ?? []).length > 0 && <p class="dim">{count(c.lost_claims!.length, 'claim')} no longer counted</p>}
          <ul class="plain quotes">{(c.new_claims ?? []).slice(0, 3).map((x) => (
            <li key={x.id}><blockquote><bdi>{x.quote}</bdi></blockquote><span class="dim"><Link to={`/view/document/${x.document}?claim=${x.id}`}>{x.publisher || 'document'}</Link>, {day(x.published) || 'undated'}</span></li>
          ))}</ul>
          {(c.new_claims ?? []).length > 3 && <p class="dim">and {count(c.new_claims!.length - 3, 'more claim')}</p>}
        </div>
      </div>
    </li>
  );
}

export default function Changes() {
  const { query: q } = usePlace();
  const ledger = useLoad(() => get<Ledger>('/api/ledger', { limit: 0 }), []);
  const now = ledger.value?.revision;
  const since = q.get('since') ?? '', published = q.get('published') === 'true', actors = q.getAll('actor');
  const asked = since || (now === undefined ? '' : String(Math.max(1, now - 5)));
  const values = { since: asked, actor: actors, published: published ? 'true' : '' };
  const loaded = useLoad(() => (asked ? get<Diff>('/api/diff', values) : new Promise<Diff>(() => {})), [asked, published, actors.join()]);
  const feed = (format: string) => '/api/diff' + query({ ...values, format });
  return (
    <>
      <h1>What changed</h1>
      <form class="row" onSubmit={(e) => {
        e.preventDefault();
        const f = new FormData(e.currentTarget);
        const named = String(f.get('actors') ?? '').split(',').map((x) => x.trim()).filter(Boolean);
        go('/view/changes' + query({ since: f.get('since'), actor: named, published: f.get('published') ? 'true' : '' }));
      }}>
        <label>Since a revision or a day <input name="since" size={11} key={asked} defaultValue={asked} pattern="\d{1,9}|\d{4}(-\d{2}(-\d{2})?)?" placeholder="2025-05-01" /></label>
        <label>About <input name="actors" size={14} defaultValue={actors.join(', ')} placeholder="kp, ru" /></label>
        <label><input type="checkbox" name="published" defaultChecked={published} /> by days of publication</label>
        <button class="main">Show</button>
        <span class="dim">Feed: <a href={feed('atom')}>Atom</a>, <a href={feed('feed')}>JSON</a></span>
      </form>
      <Shown of={loaded} lines={8}>{(d) => {
        const listings = d.listings ?? [];
        if (d.revision === 0) return <p class="empty">The ledger is empty. Reports and lists are added on the <Link to="/">start page</Link> or by <code>entente add</code>.</p>;
        if (d.propositions.length === 0 && listings.length === 0) return <p class="empty">Nothing changed since {/^\d{1,9}$/.test(asked) ? `revision ${asked}` : day(asked)}; the ledger is at revision {d.revision}.</p>;
        return (
          <>
            <p class="dim">{count(d.propositions.length, 'change')} up to revision {d.revision}</p>
            {(['standing', 'new', 'claims', 'gone'] as const).map((kind) => {
              const all = d.propositions.filter((c) => c.change === kind);
              return all.length > 0 && <section key={kind} aria-label={titles[kind]}><h2>{titles[kind]} <span class="dim">{all.length}</span></h2><ul class="plain">{all.slice(0, 100).map((c) => <One key={c.id} of={c} />)}</ul></section>;
            })}
            {listings.length > 0 && <section aria-label="New listings"><h2>New listings <span class="dim">{listings.length}</span></h2><ul class="cards">{listings.slice(0, 100).map((x) => <li key={x.id}><Link to={`/view/entity/${encodeURIComponent(x.id)}`}><bdi>{x.caption || x.id}</bdi></Link> <span class="dim">{[x.schema, x.dataset].filter(Boolean).join(' · ')}</span></li>)}</ul></section>}
          </>
        );
      }}</Shown>
    </>
  );
}
