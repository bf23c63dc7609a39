// One job: its records, its URL report and its settings.
import {$, act, call, element, list, number, time} from './core.js';
import {actions, status} from './jobs.js';

const LABELS = {
  apiUrl: 'API', notifyEmail: 'Mail to', notifyWebhook: 'Webhook', customHeaders: 'Request headers, one a line',
  obeyRobots: 'Obey robots.txt', repeat: 'Repeat every (days)', maxRounds: 'Rounds at most', pageProcessPattern: 'Pattern in pages to process',
  urlCrawlPattern: 'Crawl pattern', urlCrawlRegEx: 'Crawl expression', urlProcessPattern: 'Process pattern',
  urlProcessRegEx: 'Process expression', maxHops: 'Hops at most', maxToCrawl: 'Pages to crawl at most',
  maxToProcess: 'Pages to process at most', maxToCrawlPerSubdomain: 'Pages to crawl a subdomain',
  maxToProcessPerSubdomain: 'Pages to process a subdomain', restrictDomain: 'Stay in the domain', restrictSubdomain: 'Stay in the subdomain',
  onlyProcessIfNew: 'Process new pages only', useCanonical: 'Use canonical URLs', useProxies: 'Use proxies',
  crawlDelay: 'Delay between pages (s)', seedRecrawlFrequency: 'Crawl seeds every (days)'
};
const FLAGS = ['obeyRobots', 'restrictDomain', 'restrictSubdomain', 'onlyProcessIfNew', 'useCanonical', 'useProxies'];
let type = '';
let shown = null;
let stamps = {};

/** Shows a job, or a part of it that was not shown before. */
export function showJob(entry, part, now) {
  const fresh = !shown || shown.id !== entry.id;
  if (fresh) {
    type = '';
    $('failed').checked = false;
  }
  if (fresh || shown.part !== part) {
    stamps = {};
    for (const name of ['records', 'urls', 'settings']) {
      $('part-' + name).hidden = name !== part;
      const tab = document.querySelector('[data-part=' + name + ']');
      tab.href = '#job-' + entry.id + '-' + name;
      name === part ? tab.setAttribute('aria-current', 'page') : tab.removeAttribute('aria-current');
    }
  }
  shown = {id: entry.id, part};
  if (fresh) $('job-title').focus();
  if (stamps.job !== entry.stamp || entry.job.jobStatus.status === 4) showHead(entry, now, stamps.job !== entry.stamp);
  stamps.job = entry.stamp;
  return showPart(entry, part);
}

/** Forgets the job that was shown. */
export function leaveJob() {
  shown = null;
}

function showHead(entry, now, changed) {
  const job = entry.job;
  $('job-status').replaceChildren(status(job, now));
  if (!changed) return;
  $('job-title').textContent = job.name;
  if (!$('job-actions').querySelector('[data-asked]')) {
    const focus = $('job-actions').contains(document.activeElement) ? document.activeElement.dataset.action : null;
    $('job-actions').replaceChildren(...actions(entry).filter(a => a.dataset.action !== 'edit'));
    if (focus) ($('job-actions').querySelector('[data-action=' + focus + ']') || $('job-actions').firstChild).focus();
  }
  const facts = [['Type', job.type], ['Token', entry.token], [job.type === 'bulk' ? 'URLs' : 'Seeds', number(entry.submitted)],
    ['Rounds', number(job.roundsCompleted)], ['Harvested', number(job.urlsHarvested)],
    ['Crawled', number(job.pageCrawlSuccesses) + ' / ' + number(job.pageCrawlAttempts)],
    ['Processed', number(job.pageProcessSuccesses) + ' / ' + number(job.pageProcessAttempts)], ['Objects', number(job.objectsFound)],
    ['Created', time(new Date(job.jobCreationTimeUTC * 1000).toISOString())],
    ['Completed', job.jobCompletionTimeUTC ? time(new Date(job.jobCompletionTimeUTC * 1000).toISOString()) : '–']];
  $('job-facts').replaceChildren(...facts.map(([name, value]) => {
    const pair = element('div');
    pair.append(element('dt', name), element('dd', value));
    return pair;
  }));
  const path = '/sandbox/jobs/' + entry.id + '/';
  $('json').href = path + 'data.json';
  $('csv').href = path + 'data.csv';
  $('report').href = path + 'urls.csv';
}

async function showPart(entry, part) {
  const stamp = entry.stamp + type + $('failed').checked;
  if (stamps[part] === stamp) return;
  stamps[part] = stamp;
  if (part === 'records') await showRecords(entry);
  else if (part === 'urls') await showUrls(entry);
  else showSettings(entry.job);
}

async function showRecords(entry) {
  const data = await call('jobs/' + entry.id + '/records' + (type ? '?type=' + encodeURIComponent(type) : ''));
  const known = Object.values(data.types).reduce((sum, n) => sum + n, 0);
  $('types').replaceChildren(...[['', known], ...Object.entries(data.types)].map(([name, count]) => {
    const chip = element('button', (name || 'All') + ' ' + number(count), '', {type: 'button', 'aria-pressed': name === type});
    chip.onclick = () => { type = name; showPart(entry, 'records'); };
    return chip;
  }));
  $('records-note').textContent = number(data.size) + ' in total'
    + (data.size > data.records.length ? ', the last ' + data.records.length + (type ? ' of type ' + type : '') + ' shown' : '');
  const items = data.records.map((record, index) => ({record, text: data.texts[index]}));
  list($('record-list'), items, i => i.text, () => '', ({record, text}) => {
    const details = element('details');
    const summary = element('summary');
    summary.append(element('span', record.type || '?', 'badge'), ' ', element('bdi', record.title || record.pageUrl));
    // the text of the server: the ids are larger than a number of JavaScript
    details.append(summary, element('pre', text, '', {tabindex: '0', dir: 'ltr'}));
    return details;
  }, 'No records yet. They show here as soon as a page is processed.');
}

function outcome(text) {
  return element('span', text || '–', !text ? 'soft' : text === 'Success' ? 'good' : 'failed');
}

async function showUrls(entry) {
  const data = await call('jobs/' + entry.id + '/urls?failed=' + ($('failed').checked ? '1' : '0'));
  $('urls-note').textContent = number(data.urls.length) + ' of ' + number(data.size) + ' rows, newest first';
  const items = data.urls.map((row, index) => ({row, key: data.size - index + row.url}));
  list($('url-list'), items, i => i.key, i => i.row.crawlStatus + i.row.processResponse, ({row}) => {
    const li = element('li', null, 'report');
    const process = element('span', 'Process: ');
    process.append(outcome(row.processResponse));
    const crawl = element('span', 'Crawl: ');
    crawl.append(outcome(row.crawlStatus));
    li.append(element('bdi', row.url, 'url'), crawl, process, element('span', 'Round ' + row.round + ', hop ' + row.hops, 'soft'));
    return li;
  }, $('failed').checked ? 'No failed URL.' : 'No URLs yet.');
}

const asText = value => value === null || typeof value !== 'object' ? String(value)
  : Object.entries(value).map(([name, text]) => name + ': ' + text).join('\n');

function field(name, value) {
  const label = element('label', LABELS[name] || name, FLAGS.includes(name) ? 'flag' : name === 'customHeaders' ? 'whole' : '');
  const input = element(name === 'customHeaders' ? 'textarea' : 'input', null, '', {name});
  if (FLAGS.includes(name)) {
    input.type = 'checkbox';
    input.checked = value === 1;
    input.dataset.was = value === 1 ? '1' : '0';
    label.prepend(input);
  } else {
    input.value = input.dataset.was = asText(value);
    label.append(input);
  }
  label.title = name;
  return label;
}

const given = input => input.type === 'checkbox' ? input.checked ? '1' : '0' : input.value;
const edited = () => [...$('settings').elements].filter(e => e.name && given(e) !== e.dataset.was);

/** Shows the settings, unless someone edits them. */
function showSettings(job) {
  $('job-json').textContent = JSON.stringify(job, null, 2);
  if (edited().length && $('settings').dataset.job === String(shown.id)) return;
  const names = Object.keys(LABELS).filter(name => name in job).sort((a, b) => FLAGS.includes(a) - FLAGS.includes(b));
  const end = element('p', null, 'whole group');
  end.append(element('button', 'Save settings', 'primary'), element('span', 'Only changed settings are sent. A limit of -1 is none; a repeat of 0 is a single round.', 'soft'));
  $('settings').dataset.job = shown.id;
  $('settings').replaceChildren(...names.map(name => field(name, job[name])), end);
}

/** Sets the controls of a job. */
export function prepareJob(redraw) {
  $('failed').onchange = redraw;
  $('settings').onsubmit = async event => {
    event.preventDefault();
    const changes = edited();
    if (!changes.length) return;
    const form = changes.map(e => [e.name, given(e)]);
    const before = changes.map(e => e.dataset.was);
    changes.forEach(e => { e.dataset.was = given(e); });
    if (!await act('jobs/' + shown.id + '/settings', {body: new URLSearchParams(form)}, 'Settings saved')) {
      changes.forEach((e, index) => { e.dataset.was = before[index]; });
    }
  };
}
