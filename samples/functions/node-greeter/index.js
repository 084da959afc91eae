// A function in plain Node: answers "hello" with "greeted". Needs nothing but node.
'use strict';
const http = require('node:http');
const crypto = require('node:crypto');

const CARRIED = ['ce-subject', 'ce-partitionkey', 'ce-correlationid', 'ce-traceparent'];

// The same cause gives the same id: an event delivered twice is answered with one.
function replyHeaders(cause, type) {
  const id = crypto.createHash('sha256').update(`${cause['ce-source']}\n${cause['ce-id']}\n${type}`).digest('hex').slice(0, 32);
  const headers = { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/node-greeter', 'ce-type': type, 'content-type': 'application/json' };
  for (const name of CARRIED) {
    if (cause[name]) headers[name] = cause[name];
  }
  return headers;
}

function answer(request, response, body) {
  if (request.url.startsWith('/health')) {
    return response.writeHead(200).end();
  }
  if (request.method !== 'POST' || request.headers['ce-specversion'] !== '1.0') {
    return response.writeHead(400).end('a CloudEvent in binary mode is wanted\n');
  }
  let name;
  try {
    name = JSON.parse(body).name;
  } catch (error) {
    name = undefined;
  }
  if (typeof name !== 'string') {
    // 400 is not tried again: this event can never be handled.
    return response.writeHead(400).end('data has to be JSON with a "name"\n');
  }
  response.writeHead(200, replyHeaders(request.headers, 'dev.tideway.sample.greeted.v1'));
  response.end(JSON.stringify({ text: `hello ${name}` }));
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => answer(request, response, Buffer.concat(parts).toString('utf8')));
});
server.listen(Number(process.env.PORT || 8080), process.env.HOST || '0.0.0.0');
// Requests in flight end first.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
