/**
 * The built pages with canned answers, for looking at them: `npm run build && npm run mock`, any user and password
 * (user `volunteer-...` on responder.html). Speaks as the server does, content security policy included.
 * CITY names a GeoJSON file to draw in place of the small made-up bay.
 * PAGES names another folder of built pages; a user `police-...` signs in as police.
 * POST /dev/press, /dev/offer?seconds=30, /dev/withdraw, /dev/read, /dev/stale, /dev/drop and /dev/nomap make things
 * happen.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { city as bay } from './city.mjs';
import { accepted, incidents as first, newIncident, offerMessage, responders } from './mock-data.mjs';
import { kinds, theft } from './mock-kinds.mjs';
import { areas, devices, readers, services, trackOf, vehicles } from './mock-registry.mjs';

const PAGES = process.env.PAGES ? join(process.env.PAGES, '/') : fileURLToPath(new URL('../target/classes/console/', import.meta.url));
const incidents = [...first, ...kinds];
const POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self' blob:; child-src 'self' blob:; img-src 'self' data: blob:; " +
  "style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const city = process.env.CITY ? JSON.parse(readFileSync(process.env.CITY, 'utf8')) : bay;
let session = null;
let offers = [];
let withMap = true;
let stale = false;
let commands = 1;
const sent = new Map();
const streams = new Set();

const listItem = ({ full, offers, assignments, timeline, stages, level, count, outcome, detections, track, merged, ...item }) => item;
const say = (name, data) => streams.forEach((s) => s.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
const changed = (incident) => say('incident', listItem(incident));

function api(method, path, query, body) {
  const [root, key, verb] = path.split('/').filter(Boolean);
  if (root === 'session') {
    if (method === 'POST') {
      if (body.password === 'wrong') {
        return [401, { title: 'not signed in' }];
      }
      session = { user: body.user, role: body.user.startsWith('volunteer') ? 'responder' : body.user.startsWith('police') ? 'police' : 'operator' };
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
  if (['vehicles', 'devices', 'areas', 'services', 'statistics'].includes(root)) {
    return registered(method, root, key, verb, path.split('/').filter(Boolean)[3], query, body);
  }
  if (root === 'incidents' && !key) {
    const theirs = incidents.filter((i) => session.role !== 'police' || ['theft', 'suspicious-ride', 'den', 'parking', 'tag-fault', 'cloned-tag'].includes(i.kind));
    return [200, { items: theirs.filter((i) => query.get('state') !== 'open' || !['CLOSED', 'MERGED'].includes(i.state)).map(listItem) }];
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
    if (!query.get('reason')) {
      delete detail.track;
      detail.detections = detail.detections?.map(({ evidence: { plate, caseNumber, track, ...evidence }, ...line }) => ({ ...line, evidence }));
    }
    return [200, { kind: incident.rules[0].startsWith('S') ? 'fire' : 'elder-emergency', ...detail, subject: query.get('reason') ? full : detail.subject }];
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

const masked = ({ owner, ...vehicle }) => ({ ...vehicle, owner: owner && { name: `${owner.name[0]}**` } });

/** What stands in the registry, and what is done with it. */
function registered(method, root, key, verb, last, query, body) {
  if (root === 'services') {
    return [200, services];
  }
  if (root === 'statistics') {
    return [200, { since: Date.now() - 600_000, detection: { at: Date.now() - (stale ? 48_000 : 900), eventTime: Date.now() - (stale ? 49_000 : 1_900) }, log: { stale } }];
  }
  if (root === 'areas') {
    const area = areas.find((each) => each.id === decodeURIComponent(key));
    return area ? [200, area] : [404, { title: `no area ${key}` }];
  }
  if (root === 'devices') {
    if (verb === 'commands') {
      return method === 'POST' ? order(key, body) : [200, last ? sent.get(last) : { items: [...sent.values()].filter((each) => each.device === key) }];
    }
    const device = devices.find((each) => each.id === key) ?? { id: key, kind: key?.startsWith('terminal') ? 'call-terminal' : 'tag-reader' };
    return [200, key ? device : { items: devices.filter((each) => !query.get('kind') || each.kind === query.get('kind')) }];
  }
  const plate = key && decodeURIComponent(key);
  const vehicle = vehicles.find((each) => each.plate === plate);
  if (!key) {
    const found = vehicles.filter((each) => (query.get('stolen') ? each.theftReport : each.plate.startsWith(query.get('plate') ?? '')));
    return [200, { items: found.map(masked) }];
  }
  if (!vehicle) {
    return [404, { title: `no vehicle ${plate}` }];
  }
  if (verb === 'track') {
    const reads = trackOf(plate === '粤D·00017' ? theft.track.length : 3, plate === '粤D·00017' ? 1 : 180);
    const points = (plate === '粤D·00017' ? theft.track : reads).filter((each) => each.ts >= Number(query.get('from')) && each.ts <= Number(query.get('to')));
    return [200, { type: 'FeatureCollection', features: points.map(({ lat, lon, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } })) }];
  }
  if (verb === 'theft-report' || verb === 'guard') {
    if (verb === 'guard') {
      vehicle.guard = body.guard;
    } else {
      vehicle.theftReport = method === 'DELETE' ? undefined : { plate, reportedAt: Date.now(), ...body };
    }
    say('vehicle', { ...vehicle, owner: undefined });
    return method === 'DELETE' ? [204] : [method === 'POST' ? 201 : 200, masked(vehicle)];
  }
  return [200, query.get('reason') ? vehicle : masked(vehicle)];
}

function order(device, body) {
  const command = { id: `command-${commands++}`, device, action: body.action, parameters: body.parameters, by: session.user, ts: Date.now(), state: 'QUEUED' };
  sent.set(command.id, command);
  const become = (state, result) => {
    Object.assign(command, { state, result });
    say('command', command);
  };
  setTimeout(() => become('DELIVERED'), 600).unref();
  setTimeout(() => become('DONE', { ts: Date.now(), status: 'done', reason: body.action === 'locate' ? '23.36612, 116.68391' : undefined }), 1500).unref();
  return [202, { id: command.id }];
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
  /** The stolen vehicle passes the next reader. */
  read() {
    const at = readers[theft.track.length % readers.length];
    theft.track.push({ ts: Date.now(), reader: at.id, lat: at.lat, lon: at.lon, rssi: -55, name: at.name });
    Object.assign(theft.position, { lat: at.lat, lon: at.lon });
    theft.detections[0] = { ...theft.detections[0], phase: 'UPDATED', at: Date.now(), evidence: { ...theft.detections[0].evidence, reader: at.id, readerName: at.name, road: at.road, reads: theft.track.length } };
    changed(theft);
    say('position', { responder: 'officer-01', ts: Date.now(), lat: at.lat + 0.006, lon: at.lon - 0.004 });
  },
  stale: () => (stale = true),
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
    file(url.pathname === '/responder' || url.pathname === '/police' ? `${url.pathname}.html` : url.pathname, response);
  }
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  server.listen(Number(process.env.PORT ?? 8089), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
}
