// How soon the start page can be used, in Chromium slowed down fourfold, and how much script it takes. Called as:
//   node test/first_view.mjs URL [TIMES]       URL: of a running `entente serve`
// Interactive is when the ties stand there and the thread is free; the median is printed with the worst. Between the loads a bare page,
// a line of text and nothing else, is loaded in the same way: what of the time is the browser's and the machine's own.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url, times = '9'] = process.argv.slice(2);
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => existsSync(p));
if (!url || !chrome) {
  console.log(chrome ? 'usage: node test/first_view.mjs URL [TIMES]' : 'skipped: no chromium');
  process.exit(chrome ? 2 : 77);
}
const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] });
const seen = { painted: [], interactive: [], bare: [], script: 0, blocked: [] };
async function load(bare) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let script = 0;
  const kinds = new Map();
  cdp.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
  cdp.on('Network.loadingFinished', (e) => { if (kinds.get(e.requestId) === 'Script') script += e.encodedDataLength; });
  await page.addInitScript(() => {
    globalThis.blockedFor = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) globalThis.blockedFor += Math.max(0, e.duration - 50); }).observe({ type: 'longtask', buffered: true });
    // The first frame after the ties stand there and the thread is free.
    new MutationObserver((_, self) => {
      if (!document.querySelector('.ties a, .ties + .empty, section .empty')) return;
      self.disconnect();
      requestAnimationFrame(() => setTimeout(() => { globalThis.interactiveAt = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
  });
  if (bare) await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Bare</title><section><p class="empty">Nothing.</p></section>' }));
  await page.goto(url);
  await page.waitForFunction(() => globalThis.interactiveAt);
  const at = await page.evaluate(() => ({ interactive: globalThis.interactiveAt, blocked: globalThis.blockedFor, painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }));
  await context.close();
  if (bare) return seen.bare.push(at.interactive);
  seen.interactive.push(at.interactive);
  seen.painted.push(at.painted);
  seen.blocked.push(at.blocked);
  seen.script = script;
}
for (let i = 0; i < Number(times); ++i) await load(false), await load(true);
await browser.close();
const sorted = (list) => [...list].sort((a, b) => a - b), middle = (list) => Math.round(sorted(list)[Math.floor(list.length / 2)]);
console.log(`start page, Chromium with 4x CPU slowdown, ${times} loads with an empty cache`);
console.log(`first content painted   ${middle(seen.painted)} ms (worst ${Math.round(Math.max(...seen.painted))})`);
console.log(`interactive             ${middle(seen.interactive)} ms (worst ${Math.round(Math.max(...seen.interactive))}), asked <= 1500`);
console.log(`bare page               ${middle(seen.bare)} ms (worst ${Math.round(Math.max(...seen.bare))})`);
console.log(`thread blocked before   ${middle(seen.blocked)} ms`);
console.log(`script over the wire    ${(seen.script / 1024).toFixed(1)} kB compressed, asked <= 300`);
