// Something that is asked for, and what is shown meanwhile or instead. What was there stays until the new is.
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from './api';

export interface Loaded<T> { value?: T; problem?: Error; busy: boolean }

export function useLoad<T>(ask: () => Promise<T>, on: unknown[]): Loaded<T> & { again: () => void } {
  const [state, set] = useState<Loaded<T>>({ busy: true });
  const turn = useRef(0);
  const again = () => {
    const mine = ++turn.current;
    set((s) => ({ ...s, busy: true }));
    ask().then(
      (value) => mine === turn.current && set({ value, busy: false }),
      (problem: Error) => mine === turn.current && set({ problem, busy: false }),
    );
  };
  useEffect(again, on);
  return { ...state, again };
}

export function Shown<T>(props: { of: Loaded<T>; lines?: number; children: (value: T) => ComponentChildren }) {
  const { value, problem } = props.of;
  if (problem) return <p class="problem" role="alert">{problem.message}{problem instanceof Problem && problem.status === 404 && <> · <a href="/view/search">search</a> · <a href="/">start</a></>}</p>;
  if (value === undefined) return <div class="waiting" aria-label="Loading" role="status">{Array.from({ length: props.lines ?? 3 }, (_, i) => <span key={i} />)}</div>;
  return <>{props.children(value)}</>;
}

// A page whose code is fetched when it is first shown.
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let found: ComponentType<P> | undefined;
  return function Later(props: P) {
    const state = useLoad(() => (found ? Promise.resolve(found) : load().then((m) => (found = m.default))), []);
    return <Shown of={state} lines={8}>{(Page) => <Page {...props} />}</Shown>;
  };
}

// What costs much is asked for when it comes into view, or is printed. The room is kept, so that nothing jumps.
export function WhenSeen(props: { room: string; children: ComponentChildren }) {
  const [seen, set] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => set(true);
    const watch = new IntersectionObserver((found) => { if (found.some((f) => f.isIntersecting)) show(); }, { rootMargin: '300px' });
    watch.observe(box.current!);
    addEventListener('beforeprint', show);
    return () => { watch.disconnect(); removeEventListener('beforeprint', show); };
  }, []);
  return <div ref={box} style={seen ? undefined : { minHeight: props.room }}>{seen && props.children}</div>;
}
