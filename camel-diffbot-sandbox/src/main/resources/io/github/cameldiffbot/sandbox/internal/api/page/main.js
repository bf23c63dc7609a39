// Polls the admin API once a second for what has changed, and shows the view that the address selects.
import {$, act, call, number, onChange, showReachable, time} from './core.js';
import {prepareJobs, showJobs, showWaits} from './jobs.js';
import {leaveJob, prepareJob, showJob} from './job.js';
import {loadEvents, loadOutbox, loadRequests, prepareLogs} from './logs.js';
import {loadCredits, loadFaults, prepareTools, showPlan} from './tools.js';

const PERIOD = 1000;
const HIDDEN_PERIOD = 10000;
const jobs = new Map();
const loaded = {};
let state = null;
let view = 'jobs';
let running = null;
let again = false;
let redrawn = '';
let stamps = 0;

/** Returns the view and, for a job, its id and part. */
function route() {
  const job = /^#job-(\d+)(?:-(records|urls|settings))?$/.exec(location.hash);
  if (job) return {name: 'job', id: Number(job[1]), part: job[2] || 'records'};
  const name = location.hash.slice(1);
  return {name: ['requests', 'outbox', 'events', 'faults', 'state'].includes(name) ? name : 'jobs'};
}

function credits(accounts) {
  return accounts.filter(a => a.used || a.creditsPerMonth).map(a => ', ' + number(a.usedThisMonth)
    + (a.creditsPerMonth ? ' of ' + number(a.creditsPerMonth) : '') + (a.usedThisMonth === 1 ? ' credit' : ' credits')
    + ' this month' + (accounts.length > 1 ? ' (' + a.token + ')' : '')).join('');
}

function text(id, value) {
  if ($(id).textContent !== value) $(id).textContent = value;
}

function take(answer) {
  const idle = !answer.jobs.length && state && !answer.complete;
  if (answer.complete) jobs.clear();
  for (const entry of answer.jobs) jobs.set(entry.id, {...entry, stamp: ++stamps});
  state = answer;
  text('facts', time(answer.now) + ' UTC, ' + answer.clock + ' clock' + credits(answer.accounts));
  text('jobs-count', number(jobs.size));
  text('requests-count', number(answer.requests));
  text('faults-count', answer.faults ? number(answer.faults) : '');
  $('clock').hidden = answer.clock !== 'virtual';
  $('hold').setAttribute('aria-pressed', answer.held);
  $('maintenance').setAttribute('aria-pressed', answer.maintenance);
  if ($('site').textContent !== answer.site) {
    $('site').href = $('site').textContent = answer.site;
    $('curl').textContent = 'curl ' + location.origin + '/sandbox/jobs -d type=crawl -d name=demo -d urls=' + answer.site;
  }
  return idle;
}

async function draw(idle) {
  const now = Date.parse(state.now) / 1000;
  const where = route();
  const entry = where.name === 'job' && jobs.get(where.id);
  view = where.name === 'job' && !entry ? 'jobs' : where.name;
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== 'view-' + view;
  for (const link of document.querySelectorAll('header nav a')) {
    const current = link.hash === '#' + (view === 'job' ? 'jobs' : view);
    current ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  if (view !== 'job') leaveJob();
  if (view === 'jobs') {
    const stamp = view + stamps + jobs.size;
    if (!idle || stamp !== redrawn) showJobs(jobs, now);
    else showWaits(now);
    redrawn = stamp;
    return;
  }
  redrawn = '';
  if (view === 'job') await showJob(entry, where.part, now);
  const loads = {requests: [state.requestChanges, loadRequests], outbox: [state.outboxChanges, loadOutbox],
    events: [state.eventChanges, loadEvents], faults: [state.faults + '/' + state.requestChanges, loadFaults],
    state: [JSON.stringify([state.accounts, state.plan]), async () => { showPlan(state.plan); await loadCredits(state.accounts); }]};
  const [version, load] = loads[view] || [];
  const key = state.version.split('-')[0] + version;
  if (load && loaded[view] !== key) {
    await load();
    loaded[view] = key;
  }
}

/** Reads what has changed; calls during a refresh lead to one more. */
function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = (async () => {
    do {
      again = false;
      try {
        await draw(take(await call('overview?since=' + (state ? state.version : ''))));
        showReachable(true);
      } catch (e) {
        showReachable(false);
      }
    } while (again);
    running = null;
  })();
  return running;
}

async function poll() {
  await refresh();
  setTimeout(poll, document.hidden ? HIDDEN_PERIOD : PERIOD);
}

onChange(refresh);
prepareJobs(() => state && draw(false), () => state ? state.site : '');
prepareJob(() => state && draw(false));
prepareLogs();
prepareTools();
addEventListener('hashchange', () => { scrollTo(0, 0); if (state) draw(false).catch(() => showReachable(false)); });
document.addEventListener('visibilitychange', () => document.hidden || refresh());
$('clock').onsubmit = event => { event.preventDefault(); act('clock', {body: new URLSearchParams({advance: $('step').value})}, 'Clock advanced'); };
for (const button of document.querySelectorAll('[data-clock]')) {
  button.onclick = () => act('clock', {body: new URLSearchParams({advance: button.dataset.clock})}, 'Clock advanced');
}
for (const id of ['hold', 'maintenance']) {
  $(id).onclick = () => act(id, {body: new URLSearchParams({on: $(id).getAttribute('aria-pressed') === 'true' ? '0' : '1'})});
}
poll();
