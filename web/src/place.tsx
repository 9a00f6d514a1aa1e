// Where one is: the address holds all that a page shows, so that it can be shared.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

// The path as it stands in the address: ids in it are decoded one by one.
const now = () => ({ path: location.pathname, query: new URLSearchParams(location.search) });

// As it was written where it is no such text.
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function usePlace() {
  const [place, set] = useState(now());
  useEffect(() => {
    const moved = () => set(now());
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  return place;
}

export function go(to: string, replace = false) {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to), scrollTo(0, 0);
  dispatchEvent(new PopStateEvent('popstate'));
}

export function Link(props: { to: string; class?: string; current?: boolean; children: ComponentChildren }) {
  return (
    <a href={props.to} class={props.class} aria-current={props.current ? 'page' : undefined}
      onClick={(e) => {
        if (e.metaKey || e.ctrlKey || e.shiftKey || e.button !== 0) return;
        e.preventDefault();
        go(props.to);
      }}>
      {props.children}
    </a>
  );
}
