// The journeys of a person, in Debian's Chromium, over a ledger made for it; axe-core on every page; screenshots, phone and desktop,
// light and dark. Called as: node test/pages.mjs ENTENTE SOURCE_FOLDER [FOLDER_FOR_SCREENSHOTS]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [entente, source, shots] = process.argv.slice(2).map((p) => resolve(p));
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => existsSync(p));
if (!chrome) {
  console.log('skipped: no chromium');
  process.exit(77);
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'entente-pages-'));
const people = [
  { id: 'p-kim', schema: 'Person', datasets: ['people'], properties: { name: ['Kim Yong Chol', '김영철'], birthDate: ['1946'], nationality: ['kp'], topics: ['sanction'] } },
  { id: 'p-amir', schema: 'Person', datasets: ['people'], properties: { name: ['Amir Hosseini', 'امیر حسینی'], nationality: ['ir'], topics: ['role.pep'] } },
  { id: 'p-morozov', schema: 'Person', datasets: ['people'], properties: { name: ['Vladimir Morozov', 'Владимир Морозов'], birthDate: ['1961-03-04'], nationality: ['ru'] } },
  { id: 'c-shell', schema: 'Company', datasets: ['people'], properties: { name: ['Eastern Star Shipping LLC'], jurisdiction: ['ru'] } },
  { id: 'o-1', schema: 'Ownership', datasets: ['people'], properties: { owner: ['p-morozov'], asset: ['c-shell'], percentage: ['60'] } },
];
writeFileSync(join(folder, 'people.ftm.json'), people.map((p) => JSON.stringify(p)).join('\n') + '\n');
writeFileSync(join(folder, 'tokens'), 'lee analyst token-for-the-pages\n');
const ledger = join(folder, 'ledger.db');
execFileSync(entente, ['add', join(folder, 'people.ftm.json'), join(source, 'examples/lists/ofac-sdn'), join(source, 'examples/reports'), '--ledger', ledger, '--reader', 'fast', '--quiet']);
const server = spawn(entente, ['serve', '--ledger', ledger, '--listen', '127.0.0.1:0', '--token-file', join(folder, 'tokens'), '--pages', join(source, 'web/dist'), '--quiet']);
const url = await new Promise((ready, failed) => {
  server.stdout.once('data', (d) => ready(String(d).split(' ')[1].trim().replace(/\/$/, '')));
  server.once('exit', () => failed(new Error('the server did not start')));
});
const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
let failed = 0;

async function journey(name, run) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (e) => problems.push(String(e)));
  page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && problems.push(m.text()));
  page.setDefaultTimeout(15000);
  try {
    await run(page, context);
    assert.deepEqual(problems, []);
    console.log(`ok      ${name}`);
  } catch (e) {
    ++failed;
    console.log(`FAILED  ${name}: ${e.message}\n${problems.join('\n')}`);
  }
  await context.close();
}

const unlock = async (page) => {
  await page.getByRole('button', { name: 'Read only' }).click();
  await page.getByRole('textbox', { name: 'Token' }).fill('token-for-the-pages');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('button', { name: 'analyst' }).waitFor();
};

const because = async (page, why) => {
  await page.locator('dialog[open] input').fill(why);
  await page.keyboard.press('Enter');
};

await journey('first start to first brief', async (page, context) => {
  await page.goto(url);
  await unlock(page);
  await page.locator('input[type=file]').setInputFiles({ name: 'march.txt', mimeType: 'text/plain', buffer: Buffer.from('Iran delivered 300 drones to Russia in March 2025, according to Ukrainian intelligence.\n') });
  await page.getByText('see its claims').waitFor();
  await page.getByRole('link', { name: /^North Korea and Russia/ }).click();
  await page.getByRole('heading', { name: 'The exchange' }).waitFor();
  const [brief] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Brief', exact: true }).click()]);
  await brief.waitForLoadState();
  assert.match(await brief.locator('body').innerText(), /North Korea/);
});

await journey('the words behind a figure', async (page) => {
  await page.goto(`${url}/view/tie?a=kp&b=ru`);
  const held = page.locator('.held', { hasText: /20,000/ }).first();
  await held.getByRole('button', { name: /how it came about/ }).click();
  await held.locator('.quotes a').first().click();
  await page.locator('mark.chosen').first().waitFor();
  assert.match((await page.locator('mark.chosen').allInnerTexts()).join(' '), /20,000 containers/);
});

await journey('reject a claim, see the standing change, take it back', async (page) => {
  await page.goto(url);
  await unlock(page);
  const held = (p) => p.locator('.held', { hasText: /deploy personnel/ }).first();
  await page.goto(`${url}/view/tie?a=kp&b=ru`);
  await held(page).waitFor();
  const before = await page.locator('.held').count();
  await held(page).getByRole('button', { name: /how it came about/ }).click();
  const claims = await held(page).locator('.quotes li').count();
  await held(page).locator('.quotes a').first().click();
  await page.locator('mark.chosen').first().waitFor();
  const answers = page.waitForResponse((r) => r.url().endsWith('/api/judgements') && r.request().method() === 'POST');
  await page.keyboard.press('x');
  await because(page, 'a misprint');
  assert.equal((await answers).status(), 201);
  await page.getByText(/rejected at/).waitFor();
  const tie = await page.context().newPage();
  await tie.goto(`${url}/view/tie?a=kp&b=ru`);
  await tie.locator('.held').first().waitFor();
  const after = await tie.locator('.held').count();
  const left = (await held(tie).count()) ? Number((await held(tie).locator('button.more').innerText()).match(/(\d+) claim/)[1]) : 0;
  assert.ok(after < before || left < claims, `${before} ${after} ${claims} ${left}`);
  await page.keyboard.press('u');
  await page.getByText(/rejected at/).waitFor({ state: 'detached' });
});

await journey('replay as of an earlier day', async (page) => {
  await page.goto(`${url}/view/tie?a=kp&b=ru`);
  await page.locator('.held').first().waitFor();
  const now = await page.locator('.held').count();
  await page.locator('#asof').focus();
  await page.keyboard.press('Home');
  await page.waitForURL(/as_of=/);
  await page.waitForFunction((n) => !document.querySelector('.tie.busy') && document.querySelectorAll('.held').length < n, now);
});

await journey('screen a table and export the audit', async (page) => {
  await page.goto(`${url}/view/screening`);
  await page.getByRole('button', { name: 'Example' }).click();
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await page.getByText('1 of 2 have results').waitFor();
  await page.locator('summary').first().click();
  if (!(await page.locator('details[open]').count())) await page.locator('summary').first().click();
  await page.getByRole('button', { name: 'The same' }).first().click();
  await because(page, 'the same birth year');
  await page.getByText('the same: the same birth year').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export the audit' }).click()]);
  const audit = JSON.parse(readFileSync(await file.path(), 'utf8'));
  assert.ok(audit.decisions.some((d) => d.verdict === 'match' && d.why && !d.recorded));
  assert.ok(audit.audit.lists.every((l) => l.sha256.length === 64));
});

await journey('a decision of screening is recorded, found again, listed and taken back', async (page) => {
  await page.goto(url);
  await unlock(page);
  const screen = async () => {
    await page.goto(`${url}/view/screening`);
    await page.getByLabel('A table with a head').fill('id,full_name,date_of_birth\n77,KIM Yong Chol,1946\n');
    await page.getByRole('button', { name: 'Screen', exact: true }).click();
    await page.getByText('1 of 1 have results').waitFor();
    const hit = page.locator('.asked details').first();
    if ((await hit.getAttribute('open')) === null) await hit.locator('summary').click();
    return hit;
  };
  await (await screen()).getByRole('button', { name: 'Another' }).click();
  await because(page, 'our customer is a baker');
  await page.getByText(/Decided by lee/).waitFor();
  const hit = await screen();
  await hit.getByText('another: our customer is a baker').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export the audit' }).click()]);
  const audit = JSON.parse(readFileSync(await file.path(), 'utf8'));
  assert.deepEqual(audit.decisions.map((d) => [d.verdict, d.who, d.query, d.recorded]), [['clear', 'lee', '77', true]]);
  await hit.getByRole('link', { name: 'the decisions' }).click();
  const row = page.locator('.decisions li', { hasText: 'our customer is a baker' });
  await row.getByText(/KIM Yong Chol/).waitFor();
  await row.getByRole('button', { name: 'Take back' }).click();
  await because(page, 'it was somebody else');
  await row.getByText(/taken back at revision/).waitFor();
  await (await screen()).waitFor();
  assert.equal(await page.getByText(/Decided by/).count(), 0);
});

await journey('a permalink says the same after new documents came in', async (page) => {
  await page.goto(`${url}/view/tie?a=ir&b=ru`);
  await page.getByRole('button', { name: /Hold at revision/ }).click();
  await page.waitForURL(/revision=\d+/);
  const address = page.url();
  await page.locator('.held').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.tie.busy'));
  const told = await page.locator('main').innerText();
  await fetch(`${url}/api/documents?name=new.txt&wait=true`, { method: 'POST', headers: { Authorization: 'Bearer token-for-the-pages' }, body: 'Iran sold 900 missiles to Russia in May 2025, according to British intelligence.\n' });
  await page.goto(address);
  await page.locator('.held').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.tie.busy'));
  assert.equal(await page.locator('main').innerText(), told);
});

await journey('accept, correct and grade a claim by keys', async (page) => {
  const claim = (await (await fetch(`${url}/api/claims?actor=ir&actor=ru&limit=1`)).json()).claims[0];
  await page.goto(url);
  await unlock(page);
  await page.goto(`${url}/view/document/${claim.document.id}?claim=${claim.id}`);
  await page.locator('.claim.chosen').waitFor();
  await page.keyboard.press('?');
  await page.getByText('take the last decision back').waitFor();
  await page.keyboard.press('a');
  await page.locator('.claim.chosen').getByText('accepted', { exact: true }).waitFor();
  await page.keyboard.press('2');
  await because(page, 'seen by two');
  await page.getByText(/credibility 2, probably true by lee/).waitFor();
  await page.keyboard.press('c');
  await because(page, 'Russia asked for them');
  await page.getByText(/its words say “Russia asked for them”/).waitFor();
  await page.getByText(/rejected at/).waitFor();
  await page.keyboard.press('u');
  await page.getByText(/rejected at/).waitFor({ state: 'detached' });
});

await journey('a decision leads to the claim that it is about', async (page) => {
  await page.goto(`${url}/view/decisions?kind=accept`);
  await page.locator('.decisions button.inline').first().click();
  await page.locator('.claim.chosen').getByText('accepted', { exact: true }).waitFor();
});

await journey('walk the network by the keyboard, take a step back, find a way', async (page) => {
  await page.goto(`${url}/view/network?who=kp&standing=reported`);
  await page.getByRole('heading', { name: 'North Korea' }).waitFor();
  const rows = () => page.locator('.network tbody tr').count();
  const before = await rows();
  assert.ok(before > 0);
  await page.locator('.network tbody button.name', { hasText: /^Russia$/ }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Russia', exact: true }).waitFor();
  const hidden = Number((await page.locator('aside p b').first().innerText()).match(/\d+/)[0]);
  if (hidden > 0) {
    await page.getByRole('button', { name: 'Expand', exact: true }).click();
    await page.waitForFunction((n) => document.querySelectorAll('.network tbody tr').length > n, before);
    await page.getByRole('button', { name: 'Take the last step back' }).click();
    await page.waitForFunction((n) => document.querySelectorAll('.network tbody tr').length === n, before);
  }
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('ir');
  await page.getByRole('textbox', { name: 'to', exact: true }).fill('kp');
  await page.getByRole('button', { name: 'Draw' }).click();
  await page.waitForURL(/from=ir&to=kp/);
  await page.locator('tr.marked').first().waitFor();
});

await journey('the intermediaries between two states', async (page) => {
  await page.goto(`${url}/view/tie?a=kp&b=ru`);
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'In between' }) });
  await section.getByRole('heading').scrollIntoViewIfNeeded();
  await section.locator('.cards li, .empty').first().waitFor();
  if (await section.locator('.cards a').count()) {
    await section.locator('.cards a').first().click();
    await page.waitForURL(/view\/network\?who=/);
    await page.locator('.network tbody tr').first().waitFor();
  }
});

await journey('grade a source with a reason', async (page) => {
  await page.goto(url);
  await unlock(page);
  await page.getByRole('link', { name: 'Sources' }).click();
  const row = page.locator('.sources > li').filter({ has: page.locator('select') }).first();
  await row.locator('select').selectOption('B');
  await because(page, 'ten years of reports');
  await row.getByText(/usually reliable/).first().waitFor();
  await row.getByText(/by lee, .*ten years of reports/).waitFor();
  await page.getByRole('button', { name: 'Weigh all forecasts' }).click();
  await page.locator('section', { has: page.getByRole('heading', { name: 'What they foresaw' }) }).locator('table, .empty').waitFor();
});

await journey('what changed, and its feed', async (page) => {
  await page.goto(`${url}/view/changes?since=3`);
  await page.locator('.held').first().waitFor();
  const feed = await fetch(new URL(await page.getByRole('link', { name: 'Atom' }).getAttribute('href'), url));
  assert.match(feed.headers.get('content-type'), /atom/);
  await page.getByLabel('About').fill('kp, ru');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/actor=kp&actor=ru/);
  await page.locator('.held').first().waitFor();
});

await journey('columns are mapped by hand', async (page) => {
  await page.goto(`${url}/view/screening`);
  await page.getByLabel('A table with a head').fill('k;who is it;b\n7;KIM Yong Chol;1946\n8;Nobody Atall;1980\n');
  await page.locator('.columns select').nth(1).selectOption('name');
  await page.locator('.columns select').nth(0).selectOption('id');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await page.getByText('1 of 2 have results').waitFor();
  assert.match(await page.locator('.asked h3').first().innerText(), /7/);
});

await journey('quiet ledgers: a mirror gap, a change of votes, the way of money', async (page) => {
  const file = (name) => join(source, 'examples', name);
  await page.goto(`${url}/view/tables`);
  await page.getByLabel("Exporters' table").setInputFiles(file('trade/exports.csv'));
  await page.getByLabel("Importers' table").setInputFiles(file('trade/imports.csv'));
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.locator('.mirror').first().waitFor();
  await page.getByRole('link', { name: 'Votes' }).click();
  await page.getByLabel('Table of votes').setInputFiles(file('votes/votes.csv'));
  await page.getByLabel('Two states').fill('Middleton,Sudmark');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText(/2017: −?-?0\.38 → 0\.51/).waitFor();
  await page.getByRole('link', { name: 'Money' }).click();
  await page.getByLabel('Table of payments').setInputFiles(file('money/ledger.csv'));
  await page.getByLabel('From accounts').fill('Pine Crest Trading');
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.getByRole('row', { name: /Machine Works/ }).getByRole('button').click();
  await page.getByRole('heading', { name: 'How it reached Machine Works' }).waitFor();
  assert.match(await page.locator('.hops').first().innerText(), /Pine Crest Trading → Larch Imports/);
});

await journey('search, an entity, its neighbours', async (page) => {
  await page.goto(url);
  await page.getByRole('searchbox').fill('Морозов');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Vladimir Morozov' }).click();
  await page.getByRole('link', { name: 'Eastern Star Shipping LLC' }).click();
  await page.getByRole('heading', { level: 1, name: 'Eastern Star Shipping LLC' }).waitFor();
});

await journey('every page has its JSON twin, of the same revision', async (page) => {
  const one = (await (await fetch(`${url}/api/documents?limit=1`)).json()).documents[0].id;
  for (const path of ['/', '/view/tie?a=kp&b=ru&as_of=2025-01-01', '/view/tie?a=kp&b=ru&revision=5', `/view/document/${one}`, '/view/entity/p-morozov', '/view/search?q=Kim', '/view/network', '/view/network?who=kp', '/view/network?from=ir&to=ru', '/view/sources', '/view/changes?since=3', '/view/changes', '/view/decisions?kind=accept', '/view/screening']) {
    await page.goto(url + path);
    const answer = await fetch(new URL(await page.getByRole('link', { name: 'This page as JSON' }).getAttribute('href'), url));
    assert.equal(answer.status, 200, path);
    const revision = (await answer.json()).revision;
    assert.equal(typeof revision, 'number', path);
    if (path.includes('revision=')) assert.equal(revision, 5);
  }
});

await journey('wrong addresses say what to do', async (page) => {
  for (const [path, says] of [['/view/document/abcdef', /no document has this id/], ['/view/entity/nobody', /No such entity/], ['/view/tie?a=Nowhereland&b=ru', /has this name/], ['/view/tie?a=us&b=cu', /No report tells of both/], ['/view/tie', /A tie is of two/], ['/view/document/%E0%A4%A', /no document|no such/i], ['/view/tie?a=kp&b=ru&as_of=soon', /makes no sense/], ['/view/network?who=Nobody', /nobody of this name/i]]) {
    await page.goto(url + path);
    await page.getByText(says).first().waitFor();
  }
});

const empty = spawn(entente, ['serve', '--ledger', join(folder, 'empty.db'), '--listen', '127.0.0.1:0', '--pages', join(source, 'web/dist'), '--quiet']);
const bare = await new Promise((ready) => empty.stdout.once('data', (d) => ready(String(d).split(' ')[1].trim().replace(/\/$/, ''))));
await journey('an empty ledger says so on every page', async (page) => {
  for (const [path, says] of [['/', /Here stand the pairs/], ['/view/screening', /There is no list in the ledger/], ['/view/changes', /The ledger is empty/], ['/view/sources', /Nobody has said anything yet/], ['/view/decisions', /Nothing was decided yet/], ['/view/network', /Nothing is drawn/], ['/view/search?q=Kim', /Nobody of this name is listed/]]) {
    await page.goto(bare + path);
    await page.getByText(says).first().waitFor();
  }
});
empty.kill('SIGTERM');

const document = (await (await fetch(`${url}/api/claims?actor=kp&actor=ru&limit=1`)).json()).claims[0];
const pages = {
  start: '/', tie: '/view/tie?a=kp&b=ru', evidence: `/view/document/${document.document.id}?claim=${document.id}`,
  screening: '/view/screening', network: '/view/network?who=kp', sources: '/view/sources', tables: '/view/tables', changes: '/view/changes?since=3', decisions: '/view/decisions', search: '/view/search?q=Kim', entity: '/view/entity/p-morozov', nothing: '/view/nothing',
};
for (const [name, path] of Object.entries(pages))
  for (const scheme of ['light', 'dark'])
    for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
      const context = await browser.newContext({ viewport, colorScheme: scheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(url + path);
      await page.waitForLoadState('networkidle');
      if (name === 'screening') {
        await page.getByRole('button', { name: 'Example' }).click();
        await page.getByRole('button', { name: 'Screen', exact: true }).click();
        await page.getByText('have results').first().waitFor();
      }
      if (shots) mkdirSync(shots, { recursive: true }), await page.screenshot({ path: join(shots, `${name}-${size}-${scheme}.png`), fullPage: size === 'desktop' && name !== 'tie' });
      const wide = await page.evaluate(() => globalThis.document.documentElement.scrollWidth > innerWidth + 1);
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(async () => (await globalThis.axe.run({ resultTypes: ['violations'] })).violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`));
      if (wide) found.push('the page is wider than the screen');
      if (found.length) ++failed;
      console.log(`${found.length ? 'FAILED' : 'ok    '}  ${name} ${size} ${scheme} ${found.join('\n        ')}`);
      await context.close();
    }

await browser.close();
server.kill('SIGTERM');
await new Promise((r) => server.once('exit', r));
rmSync(folder, { recursive: true, force: true });
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
