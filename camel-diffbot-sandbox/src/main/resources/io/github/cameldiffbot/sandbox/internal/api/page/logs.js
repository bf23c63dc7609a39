// The logs: requests with their responses, mails and webhook calls, and events.
import {$, act, asking, call, element, list, number, time} from './core.js';
import {prefill} from './tools.js';

const kind = status => status >= 200 && status < 400 ? 'good' : 'failed';
const millis = micros => micros < 10000 ? (micros / 1000).toFixed(1) + ' ms' : number(Math.round(micros / 1000)) + ' ms';

let last = [];

export async function loadRequests() {
  last = (await call('requests')).requests.reverse();
  showRequests();
}

const state = r => r.status === undefined ? '…' : r.status || 'no response';

function showRequests() {
  const wanted = $('request-filter').value.trim().toLowerCase();
  const found = last.filter(r => !$('request-errors').checked || r.status !== undefined && kind(r.status) === 'failed')
    .filter(r => !wanted || [r.method + ' ' + r.path, r.params.name || '', String(state(r))].some(t => t.toLowerCase().includes(wanted)));
  $('requests-note').textContent = last.length ? number(found.length) + ' of the last ' + number(last.length) : '';
  list($('requests'), found, r => r.number, state, request, last.length ? 'No request matches.'
    : 'No requests yet. Calls of the API at ' + location.origin + '/v3/ show here.');
}

function request(r) {
  const li = element('li');
  const details = element('details');
  const summary = element('summary', null, 'request');
  const params = Object.entries(r.params);
  summary.append(element('time', time(r.time).slice(5)), element('span', state(r), 'badge ' + (r.status === undefined ? '' : kind(r.status))),
    element('strong', r.method), element('bdi', r.path, 'url'),
    element('bdi', params.filter(([name]) => name !== 'token').map(([name, value]) => name + '=' + value).join(' '), 'soft cut'),
    element('span', r.micros === undefined ? '' : millis(r.micros), 'soft took'));
  details.append(summary);
  details.ontoggle = () => details.open && details.children.length === 1 && open(details, r, params);
  li.append(details);
  return li;
}

function pairs(values) {
  const facts = element('dl', null, 'params');
  for (const [name, value] of values) {
    const pair = element('div');
    pair.append(element('dt', name), element('dd', value, '', {dir: 'auto'}));
    facts.append(pair);
  }
  return facts;
}

async function open(details, r, params) {
  const headers = element('details');
  const fault = element('button', 'Make a fault of this request', '', {type: 'button'});
  fault.onclick = () => prefill(r);
  const body = element('pre', '', '', {tabindex: '0', 'aria-label': 'Body of the response'});
  details.append(params.length ? pairs(params) : element('p', 'No parameters.', 'soft'), headers, body, fault);
  try {
    const found = await call('requests/' + r.number);
    headers.append(element('summary', 'Headers of the request'), pairs(Object.entries(found.headers)));
    body.textContent = found.body || 'No body.';
  } catch (e) {
    body.textContent = e.message;
  }
}

export async function loadOutbox() {
  const outbox = (await call('outbox')).outbox.map((n, index) => ({...n, index})).reverse();
  list($('outbox'), outbox, n => n.index + n.time, n => n.result, n => {
    const li = element('li');
    const details = element('details');
    const summary = element('summary', null, 'request');
    summary.append(element('time', time(n.time).slice(5)), element('span', n.kind, 'badge'), element('strong', n.job),
      element('bdi', 'to ' + n.to, 'url'), element('span', n.status + ' (' + n.result + ')', 'soft'));
    details.append(summary, element('pre', n.body, '', {tabindex: '0', 'aria-label': 'Body'}));
    li.append(details);
    return li;
  }, 'Nothing sent yet. A job with a webhook or a mail address sends here when it ends.');
}

export async function loadEvents() {
  const events = (await call('events')).events.reverse();
  list($('events'), events, e => e.number, () => '', e => {
    const li = element('li', null, 'request');
    li.append(element('time', time(e.time).slice(5)), element('strong', e.name), element('bdi', e.text));
    return li;
  }, 'No events yet. Each change of the status of a job shows here.');
}

/** Sets the controls of the logs. */
export function prepareLogs() {
  $('request-filter').oninput = $('request-errors').onchange = showRequests;
  $('clear-requests').onclick = asking($('clear-requests'), () => act('requests', {method: 'DELETE'}, 'Requests cleared'));
}
