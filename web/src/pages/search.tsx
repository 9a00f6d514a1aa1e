// One box over reports and lists.
import { get } from '../api';
import { go, Link, usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { facts } from '../parts/hit';
import { day, Facts } from '../parts/standing';
import type { DocumentHead, Entity, FoundDocument } from '../types';

interface Found { results: Entity[]; total: { value: number; relation: string }; facets: Record<string, { label: string; values: { name: string; label: string; count: number }[] }> }

function Marked(props: { text: string; words: string[] }) {
  const words = props.words.filter(Boolean).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return <>{props.text}</>;
  return <>{props.text.split(new RegExp(`(${words.join('|')})`, 'giu')).map((part, i) => (i % 2 ? <mark key={i}>{part}</mark> : part))}</>;
}

export default function SearchPage() {
  const { query: q } = usePlace();
  const words = q.get('q') ?? '', country = q.get('country') ?? '', source = q.get('source') ?? '';
  const documents = useLoad(async () => {
    if (words) return (await get<{ documents: FoundDocument[] }>('/api/search', { q: words, source, limit: 20 })).documents;
    if (!source) return [];
    const all = await get<{ documents: DocumentHead[] }>('/api/documents', { source, limit: 50 });
    return all.documents.map((document): FoundDocument => ({ document, snippet: '', words: [], claims: [] }));
  }, [words, source]);
  const entities = useLoad(() => get<Found>('/search/{dataset}', { q: words, countries: country, limit: 20, facets: ['countries'] }, { dataset: 'default' }), [words, country]);
  return (
    <>
      <h1>Search</h1>
      <form class="row wide" role="search" aria-label="Reports and lists" onSubmit={(e) => {
        e.preventDefault();
        go('/view/search?q=' + encodeURIComponent((e.currentTarget.elements.namedItem('words') as HTMLInputElement).value.trim()));
      }}>
        <input name="words" type="search" aria-label="Words, a name in any script, or a number" placeholder="Words, a name in any script, an IMO number" defaultValue={words} dir="auto" />
        <button class="main">Search</button>
      </form>
      <div class="two">
        <section aria-labelledby="in-reports">
          <h2 id="in-reports">Reports{source && <> <span class="dim">of {source}</span></>}</h2>
          <Shown of={documents}>{(list) => list.length === 0 ? <p class="empty">{words || source ? 'No report has all these words.' : 'Type words that a report has.'}</p> : (
            <ul class="cards">
              {list.map((f) => (
                <li key={f.document.id}>
                  <Link to={`/view/document/${f.document.id}${f.claims[0] ? `?claim=${f.claims[0].id}` : ''}`}><bdi>{f.document.title || f.document.path}</bdi></Link>
                  <span class="dim"><Facts of={[f.document.publisher, day(f.document.published)]} /></span>
                  {f.snippet && <p dir="auto">… <Marked text={f.snippet} words={f.words} /> …</p>}
                </li>
              ))}
            </ul>
          )}</Shown>
        </section>
        <section aria-labelledby="in-lists">
          <h2 id="in-lists">Lists</h2>
          <Shown of={entities}>{(f) => (
            <>
              <p class="row facets">
                {country && <Link class="tag" to={`/view/search?q=${encodeURIComponent(words)}`}>all countries</Link>}
                {!country && f.facets.countries?.values.slice(0, 8).map((v) => <Link key={v.name} class="tag" to={`/view/search?q=${encodeURIComponent(words)}&country=${v.name}`}>{v.label} {v.count}</Link>)}
              </p>
              {f.results.length === 0 ? <p class="empty">Nobody of this name is listed.</p> : (
                <ul class="cards">
                  {f.results.map((e) => <li key={e.id}><Link to={`/view/entity/${encodeURIComponent(e.id)}`}><bdi>{e.caption}</bdi></Link><span class="dim"><Facts of={[e.schema, facts(e.properties), e.datasets.join(', ')]} /></span></li>)}
                </ul>
              )}
              <p class="dim">{f.total.relation === 'gte' ? 'more than ' : ''}{f.total.value.toLocaleString()} in all</p>
            </>
          )}</Shown>
        </section>
      </div>
    </>
  );
}
