'use strict';
// Polls the admin API twice a second, or less often if there are many jobs. All values are inserted as text, never as HTML.

const $ = id => document.getElementById(id);
const GROUPS = {0: 'running', 7: 'running', 9: 'good', 1: 'good', 2: 'good', 3: 'good', 5: 'failed', 10: 'failed'};
const UNREACHABLE = 'The sandbox does not respond.';
const ASKS = ['restart', 'delete'];
let shown = null;
let asked = null;
let urlsOf = null;
let last = null;
/** More rows would take too long twice a second. */
const MAX_ROWS = 200;

async function call(path, options) {
  const response = await fetch('/sandbox/' + path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (className) e.className = className;
  return e;
}

function showError(message) {
  $('error').hidden = !message;
  $('error').textContent = message || '';
}

async function act(path, form) {
  asked = null;
  try {
    show(await call(path, {method: 'POST', body: new URLSearchParams(form || {})}));
    showError('');
    await logs();
  } catch (e) {
    showError(e.message);
  }
}

/** The second click within five seconds acts: there is no way back. */
function ask(path) {
  asked = path;
  refreshJobs();
  setTimeout(() => {
    if (asked === path) asked = null;
    refreshJobs();
  }, 5000);
}

async function refreshJobs() {
  try {
    show(await call('overview'));
  } catch (e) {
    showError(UNREACHABLE);
  }
}

function actions(id, name, job) {
  const paused = job.jobStatus.status === 6 || job.jobStatus.status === 11;
  const list = [[paused ? 'resume' : 'pause', paused ? 'Resume' : 'Pause'], ['restart', 'Restart'],
    ['round', 'New round'], ['delete', 'Delete']];
  const cell = element('td');
  for (const [action, label] of list) {
    const path = 'jobs/' + id + '/' + action;
    const shownLabel = asked === path ? 'Really ' + label.toLowerCase() + '?' : label;
    const button = element('button', shownLabel, asked === path ? 'asked' : '');
    button.type = 'button';
    button.dataset.action = action;
    button.setAttribute('aria-label', shownLabel + ' ' + name);
    button.onclick = () => ASKS.includes(action) && asked !== path ? ask(path) : act(path);
    cell.append(button);
  }
  const records = element('button', 'Records');
  records.type = 'button';
  records.dataset.action = 'records';
  records.setAttribute('aria-label', 'Records of ' + name);
  records.onclick = () => { shown = {id, name}; showRecords(true); };
  const urls = element('button', 'URLs');
  urls.type = 'button';
  urls.dataset.action = 'urls';
  urls.setAttribute('aria-label', 'URLs of ' + name);
  urls.onclick = () => { urlsOf = {id, name}; showUrls(true); };
  cell.append(records, urls);
  return cell;
}

function progress(entry) {
  const cell = element('td');
  const job = entry.job;
  const bar = element('progress');
  const known = job.type === 'bulk' ? entry.submitted * (job.roundsCompleted + 1) : 0;
  bar.setAttribute('aria-label', 'Progress of ' + job.name);
  const waits = job.jobStatus.status === 4;
  const ended = waits || GROUPS[job.jobStatus.status] && GROUPS[job.jobStatus.status] !== 'running';
  if (known || ended) {
    const failed = GROUPS[job.jobStatus.status] === 'failed';
    bar.max = known || 1;
    bar.value = failed ? 0 : ended ? bar.max : Math.min(bar.max, job.pageCrawlAttempts);
    if (failed) bar.className = 'failed';
  } else if (job.jobStatus.status !== 7) {
    bar.value = 0;
  }
  cell.append(bar, element('small', entry.submitted + (job.type === 'bulk' ? ' URL' : ' seed') + (entry.submitted === 1 ? '' : 's')));
  return cell;
}

function row(entry) {
  const job = entry.job;
  const tr = element('tr');
  tr.id = 'job-' + entry.id;
  const name = element('th', job.name);
  name.scope = 'row';
  name.append(element('small', job.type + ', token ' + entry.token));
  const status = element('td', job.jobStatus.status + ' ', GROUPS[job.jobStatus.status] || 'waiting');
  status.append(element('small', job.jobStatus.message));
  tr.append(name, status, progress(entry));
  for (const [label, n] of [['Rounds', job.roundsCompleted], ['Crawled', job.pageCrawlSuccesses + '/' + job.pageCrawlAttempts],
    ['Processed', job.pageProcessSuccesses + '/' + job.pageProcessAttempts], ['Objects', job.objectsFound]]) {
    const cell = element('td', n, 'number');
    cell.dataset.label = label;
    tr.append(cell);
  }
  tr.append(actions(entry.id, job.name, job));
  return tr;
}

/** Replaces changed rows only, to keep the focus and to avoid flicker. */
function show(state) {
  last = state;
  $('facts').textContent = state.now.replace('T', ' ').replace(/\..*|Z$/, '') + ' UTC, ' + state.clock + ' clock, '
    + state.requests + ' requests' + credits(state.accounts);
  for (const e of $('clock').elements) e.disabled = state.clock !== 'virtual';
  $('hold').setAttribute('aria-pressed', state.held);
  $('maintenance').setAttribute('aria-pressed', state.maintenance);
  $('site').href = $('site').textContent = state.site;
  $('no-jobs').hidden = state.jobs.length > 0;
  $('jobs').hidden = state.jobs.length === 0;
  $('find').hidden = state.jobs.length < 2;
  const body = $('jobs').tBodies[0];
  const wanted = $('filter').value.trim().toLowerCase();
  const matching = state.jobs.filter(({job}) => !wanted
    || [job.name, job.type, job.jobStatus.status + ' ' + job.jobStatus.message].some(t => t.toLowerCase().includes(wanted)))
    .sort((a, b) => b.id - a.id);
  const visible = matching.slice(0, MAX_ROWS);
  $('found').textContent = visible.length < state.jobs.length ? visible.length + ' of ' + state.jobs.length + ' jobs, newest first' : '';
  const current = new Set(visible.map(entry => 'job-' + entry.id));
  for (const old of [...body.rows]) if (!current.has(old.id)) old.remove();
  let place = null;
  for (const entry of visible) {
    const fingerprint = (asked || '').startsWith('jobs/' + entry.id + '/') + JSON.stringify({...entry, job: {...entry.job, currentTime: 0, currentTimeUTC: 0}});
    const old = $('job-' + entry.id);
    const before = place;
    if (old && old.fingerprint === fingerprint) { place = old; continue; }
    const fresh = row(entry);
    fresh.fingerprint = fingerprint;
    const focus = old && old.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    old ? old.replaceWith(fresh) : before ? before.after(fresh) : body.prepend(fresh);
    place = fresh;
    if (focus) (fresh.querySelector('[data-action=' + focus + ']') || fresh.querySelector('button')).focus();
  }
}

function credits(accounts) {
  return accounts.filter(a => a.used || a.creditsPerMonth).map(a => ', ' + a.usedThisMonth
    + (a.creditsPerMonth ? ' of ' + a.creditsPerMonth : '') + (a.usedThisMonth === 1 ? ' credit' : ' credits') + ' this month' + (accounts.length > 1 ? ' (' + a.token + ')' : '')).join('');
}

function log(id, entries, line) {
  const list = $(id);
  const text = JSON.stringify(entries);
  if (list.fingerprint === text) return;
  list.fingerprint = text;
  list.replaceChildren(...entries.slice(-100).reverse().map(entry => {
    const li = element('li');
    li.append(element('time', entry.time.slice(5, 19).replace('T', ' ')), ...line(entry));
    return li;
  }));
  if (!entries.length) list.append(element('li', 'No entries.', 'none'));
}

async function logs() {
  const [events, requests, outbox] = await Promise.all([call('events'), call('requests'), call('outbox')]);
  log('events', events.events, e => [element('strong', e.name), ' ' + e.text]);
  log('requests', requests.requests, r => [element('strong', r.method), ' ' + r.path + ' ' + Object.entries(r.params)
    .map(([name, value]) => name + '=' + (value.length > 80 ? value.slice(0, 80) + '…' : value)).join(' ')]);
  log('outbox', outbox.outbox, n => {
    const body = element('details');
    body.append(element('summary', 'Body'), element('pre', n.body));
    return [element('strong', n.kind), ' to ' + n.to + ': ' + n.job + ', ' + n.status + ' (' + n.result + ')', body];
  });
}

async function showRecords(move) {
  if (!shown) return;
  try {
    const data = await call('jobs/' + shown.id + '/records');
    const list = $('record-list');
    if (list.fingerprint === shown.id + ':' + data.size) return;
    list.fingerprint = shown.id + ':' + data.size;
    $('records').hidden = false;
    $('records-title').textContent = 'Records of ' + shown.name;
    $('records-note').textContent = data.size + ' in total' + (data.size > data.records.length
      ? ', the last ' + data.records.length + ' shown' : '');
    list.replaceChildren(...data.records.map((record, index) => {
      const details = element('details');
      details.append(element('summary', (record.type || '') + ': ' + (record.title || record.pageUrl)),
        // the text of the server: the ids are larger than a number of JavaScript
        element('pre', data.texts[index]));
      return details;
    }));
    if (move) $('records').scrollIntoView({block: 'nearest'});
  } catch (e) {
    shown = null;
    $('records').hidden = true;
  }
}

async function showUrls(move) {
  if (!urlsOf) return;
  try {
    const failed = $('failed').checked ? '1' : '0';
    const data = await call('jobs/' + urlsOf.id + '/urls?failed=' + failed);
    const list = $('url-list');
    const fingerprint = urlsOf.id + ':' + failed + ':' + data.size;
    if (list.fingerprint === fingerprint) return;
    list.fingerprint = fingerprint;
    $('urls').hidden = false;
    $('urls-title').textContent = 'URLs of ' + urlsOf.name;
    $('urls-note').textContent = data.urls.length + ' of ' + data.size + ' rows, newest first';
    list.tBodies[0].replaceChildren(...data.urls.map(row => {
      const tr = element('tr');
      const url = element('th', row.url);
      url.scope = 'row';
      tr.append(url, ...[row.crawlStatus, row.processResponse].map(text =>
        element('td', text || '–', !text ? '' : text === 'Success' ? 'good' : 'failed')),
      element('td', row.round, 'number'), element('td', row.hops, 'number'));
      return tr;
    }));
    if (move) $('urls').scrollIntoView({block: 'nearest'});
  } catch (e) {
    urlsOf = null;
    $('urls').hidden = true;
  }
}

async function refresh() {
  try {
    show(await call('overview'));
    await logs();
    await showRecords(false);
    await showUrls(false);
    if ($('error').textContent === UNREACHABLE) showError('');
  } catch (e) {
    showError(UNREACHABLE);
  }
  setTimeout(refresh, document.hidden ? 5000 : last && last.jobs.length > MAX_ROWS ? 2000 : 500);
}

$('filter').oninput = () => last && show(last);
$('failed').onchange = () => showUrls(false);
$('create').onsubmit = async event => {
  event.preventDefault();
  const form = [...new FormData($('create'))].filter(([, value]) => value.trim());
  await act('jobs', form);
  if ($('error').hidden) $('creation').open = false;
};
$('reset').onclick = () => {
  const button = $('reset');
  if (button.textContent === 'Reset') {
    button.textContent = 'Really reset?';
    button.className = 'asked';
  } else {
    act('reset');
  }
  setTimeout(() => { button.textContent = 'Reset'; button.className = ''; }, 5000);
};
$('clock').onsubmit = event => { event.preventDefault(); act('clock', {advance: $('step').value}); };
for (const button of document.querySelectorAll('[data-clock]')) {
  button.onclick = () => act('clock', {advance: button.dataset.clock});
}
for (const id of ['hold', 'maintenance']) {
  $(id).onclick = () => act(id, {on: $(id).getAttribute('aria-pressed') === 'true' ? '0' : '1'});
}
refresh();
