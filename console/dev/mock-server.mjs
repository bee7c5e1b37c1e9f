/**
 * The built pages with canned answers, for looking at them: `npm run build && npm run mock`, any user and password
 * (user `volunteer-...` on responder.html). Speaks as the server does, content security policy included.
 * CITY names a GeoJSON file to draw in place of the small made-up bay.
 * POST /dev/press, /dev/offer?seconds=30, /dev/withdraw, /dev/drop and /dev/nomap make things happen.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { city as bay } from './city.mjs';
import { accepted, incidents, newIncident, offerMessage, responders } from './mock-data.mjs';

const PAGES = fileURLToPath(new URL('../target/classes/console/', import.meta.url));
const POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self' blob:; child-src 'self' blob:; img-src 'self' data: blob:; " +
  "style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const city = process.env.CITY ? JSON.parse(readFileSync(process.env.CITY, 'utf8')) : bay;
let session = null;
let offers = [];
let withMap = true;
const streams = new Set();

const listItem = ({ full, offers, assignments, timeline, stages, level, count, outcome, ...item }) => item;
const say = (name, data) => streams.forEach((s) => s.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
const changed = (incident) => say('incident', listItem(incident));

function api(method, path, query, body) {
  const [root, key, verb] = path.split('/').filter(Boolean);
  if (root === 'session') {
    if (method === 'POST') {
      if (body.password === 'wrong') {
        return [401, { title: 'not signed in' }];
      }
      session = { user: body.user, role: body.user.startsWith('volunteer') ? 'responder' : 'operator' };
    }
    if (method === 'DELETE') {
      session = null;
      return [204];
    }
    return session ? [200, session] : [401, { title: 'not signed in' }];
  }
  if (!session) {
    return [401, { title: 'not signed in' }];
  }
  if (root === 'incidents' && !key) {
    return [200, { items: incidents.filter((i) => query.get('state') !== 'open' || i.state !== 'CLOSED').map(listItem) }];
  }
  if (root === 'incidents') {
    const incident = incidents.find((i) => i.id === key);
    if (verb === 'acknowledge') {
      incident.acknowledged = true;
      incident.timeline.push({ at: Date.now(), actor: session.user, what: 'acknowledged', cause: incident.id });
      changed(incident);
    }
    if (verb === 'close') {
      Object.assign(incident, { state: 'CLOSED', outcome: body.outcome });
      incident.timeline.push({ at: Date.now(), actor: session.user, what: `outcome ${body.outcome}: ${body.reason}`, cause: incident.id });
      changed(incident);
    }
    const { full, ...detail } = incident;
    return [200, { kind: 'elder-emergency', ...detail, subject: query.get('reason') ? full : detail.subject }];
  }
  if (root === 'responders' && verb === 'offers') {
    return [200, { items: offers }];
  }
  if (root === 'responders' && key) {
    const responder = responders.find((r) => r.id === key);
    if (verb === 'duty') {
      responder.onDuty = body.onDuty;
    }
    return responder ? [200, responder] : [404, { title: 'unknown responder' }];
  }
  if (root === 'responders') {
    return [200, { items: responders }];
  }
  if (root === 'offers') {
    const offer = offers.find((o) => o.id === key);
    offer.revision++;
    if (body.action === 'accept') {
      Object.assign(offer, accepted);
    } else if (body.action === 'decline') {
      offers = [];
    } else if (body.action === 'cleared') {
      offers = [];
    }
    say('offer', { id: offer.id, incident: offer.incident, responder: session.user, state: offer.state });
    return [200, { id: offer.id, responder: session.user, action: body.action, offer: body.action === 'decline' || body.action === 'cleared' ? undefined : offer }];
  }
  return [404, { title: `no ${path}` }];
}

let pressed = 100;
let offered = 1;
const dev = {
  press() {
    const incident = newIncident(pressed++, { position: { lat: 23.377, lon: 116.715, uncertaintyMeters: 30 } });
    incidents.push(incident);
    changed(incident);
  },
  offer(seconds = 30) {
    const offer = offerMessage({ id: `offer-${offered++}`, deadline: Date.now() + seconds * 1000 });
    offers = [offer];
    setTimeout(() => offer.state === 'OFFERED' && offers.includes(offer) && endOffer('EXPIRED'), seconds * 1000).unref();
    say('offer', { id: offers[0].id, incident: offers[0].incident, responder: session?.user, state: 'OFFERED' });
  },
  withdraw: () => endOffer('WITHDRAWN'),
  drop: () => streams.forEach((s) => s.destroy()),
  nomap: () => (withMap = false),
};

function endOffer(state) {
  // The list is of open offers: one that ended is not in it.
  const id = offers[0]?.id;
  offers = [];
  say('offer', { id, state });
}

function file(path, response) {
  const found = join(PAGES, normalize(path === '/' ? 'index.html' : path));
  if (!found.startsWith(PAGES) || !existsSync(found) || !statSync(found).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
  createReadStream(found).pipe(response);
}

export const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  let text = '';
  for await (const part of request) {
    text += part;
  }
  if (url.pathname.startsWith('/dev/')) {
    dev[url.pathname.slice(5)](Number(url.searchParams.get('seconds') ?? 30));
    response.end();
  } else if (url.pathname === '/map/city.geojson') {
    withMap ? response.setHeader('Content-Type', 'application/geo+json').end(JSON.stringify(city)) : response.writeHead(404).end();
  } else if (url.pathname === '/api/v1/events' && session) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }).write(': hello\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  } else if (url.pathname.startsWith('/api/v1/')) {
    const refused = request.method !== 'GET' && request.headers['x-requested-with'] !== 'citywatch';
    const [status, body] = refused
      ? [403, { title: 'X-Requested-With is missing' }]
      : api(request.method, url.pathname.slice(7), url.searchParams, text ? JSON.parse(text) : {});
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  } else {
    file(url.pathname === '/responder' ? '/responder.html' : url.pathname, response);
  }
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  server.listen(Number(process.env.PORT ?? 8089), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
}
