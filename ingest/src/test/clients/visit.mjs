/**
 * One visit of an MQTT.js client: connects, publishes, subscribes, waits for messages, leaves. What it is to do comes
 * as JSON in the file that the argument names; what it saw goes to stdout as one JSON object.
 */
import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';

const visit = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const received = [];
let arrived = () => {};
let sessionPresent;

const client = mqtt.connect(visit.url, {
  protocolVersion: visit.version,
  clientId: visit.id,
  username: visit.token && visit.id,
  password: visit.token,
  clean: !visit.keep,
  properties: visit.version === 5 ? { sessionExpiryInterval: visit.keep ? 600 : 0 } : undefined,
  ca: visit.ca && readFileSync(visit.ca),
  cert: visit.cert && readFileSync(visit.cert),
  key: visit.key && readFileSync(visit.key),
  reconnectPeriod: 100,
  connectTimeout: 20_000,
});
client.on('message', (topic, payload) => {
  received.push(payload.toString());
  arrived();
});
const connack = await new Promise((resolve, reject) => {
  client.once('connect', resolve);
  client.once('error', reject);
});
sessionPresent = connack.sessionPresent;
// From here on a connection that breaks comes back by itself.
client.on('error', () => {});
for (const message of visit.publish) {
  await client.publishAsync(message.topic, message.payload, { qos: message.qos });
}
if (visit.subscribe) {
  await client.subscribeAsync(visit.subscribe, { qos: 1 });
}
while (received.length < visit.expect) {
  await new Promise((resolve) => (arrived = resolve));
}
await client.endAsync();
console.log(JSON.stringify({ sessionPresent, received }));
