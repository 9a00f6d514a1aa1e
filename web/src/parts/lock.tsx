// The token by which one may write; kept for this tab only.
import { useRef } from 'preact/hooks';
import { token } from '../api';

export function Lock(props: { role: string; changed: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button class="quiet" onClick={() => dialog.current?.showModal()}>{props.role || 'Read only'}</button>
      <dialog ref={dialog} aria-labelledby="lock-title">
        <form method="dialog" onSubmit={(e) => {
          token.set((e.currentTarget.elements.namedItem('token') as HTMLInputElement).value.trim());
          props.changed();
        }}>
          <h2 id="lock-title">Token</h2>
          <p>With a token of the role analyst you add reports and decide. It is kept in this tab only. <code>entente token</code> makes one.</p>
          <label>Token <input name="token" type="password" autocomplete="off" defaultValue={token.get()} /></label>
          <p class="row"><button class="main">Use it</button><button type="button" onClick={() => dialog.current?.close()}>Close</button></p>
        </form>
      </dialog>
    </>
  );
}
