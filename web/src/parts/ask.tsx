// Asks for a few words before something is decided. One dialog for all pages; Escape answers nothing.
import { useEffect, useRef, useState } from 'preact/hooks';

interface Question { title: string; hint: string; answer: (text: string | null) => void }
let put: ((question: Question) => void) | null = null;

export function ask(title: string, hint = ''): Promise<string | null> {
  return new Promise((answer) => (put ? put({ title, hint, answer }) : answer(null)));
}

export function Ask() {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [question, set] = useState<Question>();
  useEffect(() => {
    put = (q) => set(q);
    return () => { put = null; };
  }, []);
  useEffect(() => {
    if (!question) return;
    if (input.current) input.current.value = '';
    dialog.current?.showModal();
    input.current?.focus();
  }, [question]);
  const end = (text: string | null) => {
    dialog.current?.close();
    question?.answer(text);
    set(undefined);
  };
  return (
    <dialog ref={dialog} aria-labelledby="ask-title" onCancel={(e) => { e.preventDefault(); end(null); }}>
      <form onSubmit={(e) => { e.preventDefault(); const text = input.current?.value.trim(); if (text) end(text); }}>
        <h2 id="ask-title">{question?.title}</h2>
        <label>{question?.hint || 'Reason'} <input ref={input} name="why" maxLength={1000} autocomplete="off" required /></label>
        <p class="row"><button class="main">Record</button><button type="button" onClick={() => end(null)}>Cancel</button></p>
      </form>
    </dialog>
  );
}
