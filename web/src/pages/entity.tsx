// A listed entity: what its lists say, who stands next to it, and what reports tell.
import { get } from '../api';
import { decoded, Link, usePlace } from '../place';
import { Shown, useLoad } from '../load';
import { day, Facts, nameOf } from '../parts/standing';
import type { Claim, DocumentHead, Entity } from '../types';

// What an entity has by the reverse of a relation's property.
const reverses: Record<string, string> = {
  ownershipOwner: 'owns', ownershipAsset: 'is owned by', directorshipDirector: 'directs', directorshipOrganization: 'is directed by', membershipMember: 'is a member of',
  membershipOrganization: 'members', familyPerson: 'family', familyRelative: 'family', associates: 'associates', associations: 'associates', unknownLinkFrom: 'linked with', unknownLinkTo: 'linked with',
  paymentPayer: 'pays', paymentBeneficiary: 'is paid by', sanctions: 'sanctions', parent: 'parent', subsidiaries: 'subsidiaries', addressEntity: 'address', cryptoWallets: 'wallets',
};
const label = (name: string) => reverses[name] ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const countries = ['country', 'nationality', 'citizenship', 'jurisdiction', 'flag', 'birthCountry', 'mainCountry'];

function Next({ of: e, from }: { of: Entity; from: string }) {
  const inside = Object.entries(e.properties).flatMap(([name, values]) => values.filter((v): v is Entity => typeof v !== 'string' && v.id !== from).map((v) => ({ name, v })));
  const plain = Object.entries(e.properties).filter(([, v]) => typeof v[0] === 'string' && v[0] !== from).slice(0, 5).map(([k, v]) => `${label(k)}: ${(v as string[]).slice(0, 2).join(', ')}`);
  return (
    <li>
      <Link to={`/view/entity/${encodeURIComponent(e.id)}`}><bdi>{e.caption && e.caption !== e.id ? e.caption : e.schema}</bdi></Link> <span class="dim"><Facts of={[e.schema, ...plain]} /></span>
      {inside.map(({ name, v }) => <p key={v.id}>{label(name)}: <Link to={`/view/entity/${encodeURIComponent(v.id)}`}><bdi>{v.caption}</bdi></Link> <span class="dim">{v.schema}</span></p>)}
    </li>
  );
}

export default function EntityPage() {
  const { path, query: q } = usePlace();
  const seen = { revision: q.get('revision') ?? '', as_of: q.get('as_of') ?? '' };
  const id = decoded(path.split('/')[3] ?? '');
  const entity = useLoad(() => get<Entity, '/entities/{id}'>('/entities/{id}', seen, { id }), [id]);
  const claims = useLoad(async () => {
    const name = entity.value?.caption;
    if (!name) return [];
    return (await get<{ claims: (Claim & { document: DocumentHead })[] }>('/api/claims', { actor: [entity.value!.id], limit: 20, ...seen }).catch(() => ({ claims: [] }))).claims;
  }, [entity.value?.id]);
  return (
    <Shown of={entity} lines={8}>{(e) => {
      const own = Object.entries(e.properties).filter(([, v]) => typeof v[0] === 'string');
      const next = Object.entries(e.properties).filter(([, v]) => typeof v[0] !== 'string');
      const topics = (e.properties.topics ?? []).map(String);
      return (
        <article>
          <header class="top">
            <h1 class={e.caption.length > 90 ? 'long' : ''}><bdi>{e.caption}</bdi></h1>
            <p class="row"><span class="tag">{e.schema}</span>{topics.map((t) => <span key={t} class={t.startsWith('sanction') ? 'tag alert' : 'tag'}>{t}</span>)}<span class="dim">{e.datasets.join(', ')}{e.last_change ? ` · ${day(e.last_change.slice(0, 10))}` : ''}</span></p>
            {e.referents.length > 0 && <p class="dim">also {e.referents.join(', ')}</p>}
          </header>
          <div class="two">
            <section aria-labelledby="says"><h2 id="says">What lists say</h2>
              <dl class="props">{own.map(([name, values]) => <div key={name}><dt>{label(name)}</dt><dd><ul class="plain">{values.map((v) => <li key={String(v)}><bdi>{countries.includes(name) ? nameOf(String(v)) : String(v)}</bdi></li>)}</ul></dd></div>)}</dl>
            </section>
            <div>
              <section aria-labelledby="next"><h2 id="next">Next to it</h2>
                {next.length === 0 ? <p class="empty">Its lists name nobody next to it.</p> : next.map(([name, values]) => <div key={name}><h3>{label(name)}</h3><ul class="cards">{(values as Entity[]).map((v) => <Next key={v.id} of={v} from={e.id} />)}</ul></div>)}
              </section>
              <section aria-labelledby="told"><h2 id="told">What reports tell</h2>
                <Shown of={claims}>{(list) => list.length === 0 ? <p class="empty">No claim names it.</p> : <ul class="cards">{list.map((c) => <li key={c.id}><Link to={`/view/document/${c.document.id}?claim=${c.id}`}><bdi>{c.quote.text}</bdi></Link><span class="dim"><Facts of={[c.kind, c.document.publisher, day(c.document.published)]} /></span></li>)}</ul>}</Shown>
              </section>
            </div>
          </div>
        </article>
      );
    }}</Shown>
  );
}
