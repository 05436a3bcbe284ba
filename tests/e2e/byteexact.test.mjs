// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes are sacred: whatever stands in a body, in either direction and in any framing, arrives as it was sent, and is
// recorded so. Between two bare sockets, because every JSON library and every HTTP client would repair something.

import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { kRecords, kStandIn, startProxy } from './support/proxy.mjs';
import { recordedExchanges } from './support/recording.mjs';
import { assertSameBytes, chunked, kClose, sendRaw, startRawServer } from './support/raw.mjs';
import { kHopByHop } from './support/tap.mjs';

const kMiB = 1024 * 1024;
const kCuts = [1, 2, 3, 5, 7, 11, 64, 1000, 65_536];

/** Values that a parser and a printer would change. */
const kValues = {
    'key order': '{"z":1,"a":{"y":2,"b":3},"m":4}',
    'integers beyond 2^53': '[9007199254740993,-9223372036854775808,18446744073709551615,123456789012345678901234567890]',
    'numbers no double can hold or would respell': '[1e400,-1E-400,1.0,1.10,-0,0.1e1,1E+2,10000000000000000000000.5]',
    'duplicate keys': '{"a":1,"a":2,"a":{"b":1,"b":2}}',
    'escapes': '"\\u0041\\u00e9\\u2028\\/\\"\\\\\\b\\f\\n\\r\\t\\u001F\\ud83d\\uDE00"',
    'lone surrogates': '["\\ud800","x\\udfffy","\\udc00\\ud800"]',
    'text beyond ASCII': '"héllo – \u{1F50D} \u2028 \uFEFF"',
    'white space': ' \t{ "a" :\r\n [ 1 ,2 ] }\n',
    'deep nesting': '['.repeat(200) + ']'.repeat(200),
};
const kBodies = Object.entries(kValues).map(([name, value]) => [name, Buffer.from(value)]);

/** `value` inside a message: as parameters of a request, as result of an answer. */
const request = (value, id = 7) => Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":`),
    Buffer.from('{"name":"t","arguments":{"v":'), value, Buffer.from('}}}')]);
const result = (value, id = 7) => Buffer.concat([Buffer.from(`{"result":{"v":`), value, Buffer.from(`},"jsonrpc":"2.0","id":${id}}`)]);
const big = (size) => Buffer.from(`"${'0123456789abcdé\\u00e9'.repeat(Math.ceil(size / 22))}"`);

const kOddBodies = [
    ['a byte order mark', Buffer.concat([Buffer.from('\uFEFF'), request(Buffer.from('1'))])],
    ['bytes that are no UTF-8', request(Buffer.from([0x22, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x22]))],
    ['a batch', Buffer.concat([Buffer.from('[ '), request(Buffer.from('1'), 1), Buffer.from(' ,\n'), request(Buffer.from('2'), 2), Buffer.from(']')])],
];

/** Every line end, comments, fields and oddities that the event stream format knows. */
const kStreams = [
    ['LF', 'event: message\nid: 1\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{"z":1e400,"a":9007199254740993}}\n\n'],
    ['CRLF', 'event: message\r\nid: 2\r\ndata: {"jsonrpc":"2.0","id":7,"result":{}}\r\n\r\n'],
    ['CR', 'id: 3\rdata: {"jsonrpc":"2.0","id":7,"result":{}}\r\r'],
    ['comments, priming, retry', ': keepalive\n\nid: a\ndata: \n\nretry: 500\n\n:\n\ndata: {"jsonrpc":"2.0","id":7,"result":{}}\n\n'],
    ['several data lines, no space, unknown fields', 'data:{"jsonrpc":"2.0",\ndata:  "id":7,\nfoo: bar\ndata\ndata: "result":{}}\n\n'],
    ['a byte order mark, an end without blank line', '\uFEFFdata: {"jsonrpc":"2.0","id":7,"result":{}}\n\ndata: never finished'],
    ['escapes and surrogates', 'data: {"jsonrpc":"2.0","id":7,"result":{"v":"\\ud800 \\u0041 \\/ é \u{1F50D}"}}\n\n'],
].map(([name, text]) => [name, Buffer.from(text)]);

const kHeads = {
    length: (type, body) => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    chunked: (type) => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    close: (type) => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nConnection: close\r\n\r\n`,
};

function framed(framing, type, body, cuts = kCuts) {
    const head = Buffer.from(kHeads[framing](type, body));
    if (framing === 'chunked')
        return [head, ...chunked(body, cuts)];
    return [head, body, ...(framing === 'close' ? [kClose] : [])];
}

describe('bytes arrive unchanged', { timeout: 120_000 }, () => {
    let upstream;
    let proxy;
    let answer;
    const sent = []; // what the recording has to hold: [request body, answer body]

    before(async () => {
        upstream = await startRawServer(() => answer);
        proxy = await startProxy(upstream.url);
    });
    after(async () => {
        await proxy.stop();
        await upstream.stop();
    });

    /** One exchange: `body` up, `reply` down. */
    async function exchange({ body, framing = 'length', reply, replyFraming = 'length', type = 'application/json', cuts }) {
        answer = framed(replyFraming, type, reply, cuts);
        const count = upstream.requests.length;
        const head = ['POST /mcp HTTP/1.1', `Host: 127.0.0.1:${proxy.port}`, 'Content-Type: application/json',
            'Accept: application/json, text/event-stream',
            framing === 'length' ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked'];
        const response = await sendRaw(proxy.port, [`${head.join('\r\n')}\r\n\r\n`,
            ...(framing === 'length' ? [body] : chunked(body, cuts ?? kCuts))]);
        assert.equal(response?.status, 200);
        assert.equal(upstream.requests.length, count + 1, 'one request upstream');
        assertSameBytes(upstream.requests.at(-1).body, body, 'request');
        assertSameBytes(response.body, reply, 'answer');
        sent.push([body, reply]);
        return response;
    }

    for (const [name, value] of kBodies) {
        test(`${name}: request and JSON answer, with length and chunked`, async () => {
            for (const framing of ['length', 'chunked'])
                await exchange({ body: request(value), framing, reply: result(value), replyFraming: framing });
            await exchange({ body: request(value), reply: result(value), replyFraming: 'close' });
        });
    }
    for (const [name, body] of kOddBodies) {
        test(`${name}: request and answer`, async () => {
            await exchange({ body, reply: body });
            await exchange({ body, framing: 'chunked', reply: body, replyFraming: 'chunked' });
        });
    }
    for (const [name, stream] of kStreams) {
        test(`event stream, ${name}`, async () => {
            for (const replyFraming of ['chunked', 'length', 'close'])
                await exchange({ body: request(Buffer.from('1')), reply: stream, replyFraming, type: 'text/event-stream' });
        });
    }
    test('10 MiB in every direction and framing', async () => {
        const value = big(10 * kMiB);
        const cuts = [65_537, 1, 16_384];
        const event = Buffer.concat([Buffer.from('id: 1\ndata: '), result(value), Buffer.from('\n\n')]);
        for (const framing of ['length', 'chunked'])
            await exchange({ body: request(value), framing, reply: result(value), replyFraming: framing, cuts });
        await exchange({ body: request(value), reply: event, replyFraming: 'chunked', type: 'text/event-stream', cuts });
    });
    test('headers, query and empty answers pass', async () => {
        const fields = ['X-Custom: a,  b', 'x-lower: \tTabs and é', 'Mcp-Param-Query: =?base64?4pyT?=', 'X-Twice: 1',
            'X-Twice: 2', 'X-Empty:', `X-Long: ${'l'.repeat(30_000)}`];
        answer = Buffer.from(`HTTP/1.1 202 Accepted\r\n${fields.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`, 'latin1');
        const body = Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}');
        const response = await sendRaw(proxy.port, [Buffer.from(['POST /mcp?a=1&b=%2F%20+%7e HTTP/1.1',
            `Host: 127.0.0.1:${proxy.port}`, 'Accept: application/json, text/event-stream', ...fields,
            'Content-Type: application/json', `Content-Length: ${body.length}`, '', ''].join('\r\n'), 'latin1'), body]);
        const got = upstream.requests.at(-1);

        assert.equal(got.start, 'POST /mcp?a=1&b=%2F%20+%7e HTTP/1.1');
        assertSameBytes(got.body, body, 'request');
        const expected = fields.map((field) => field.toLowerCase().replace(/:\s*/, ': ')).sort();
        assert.deepEqual(headerLines(got), [...expected, 'accept: application/json, text/event-stream',
            'content-type: application/json', `content-length: ${body.length}`].sort());
        assert.equal(response.status, 202);
        assert.deepEqual(headerLines(response), [...expected, 'content-length: 0'].sort());
        assert.equal(response.body.length, 0);
        sent.push([body, Buffer.alloc(0)]);
    });
    test('the recording holds the same bytes', { skip: !kRecords }, async () => {
        await proxy.stop();
        // Members of a batch are exchanges of their own too, without HTTP.
        const recorded = (await recordedExchanges(proxy.store)).filter(({ httpMethod }) => httpMethod);
        assert.equal(recorded.length, sent.length);
        for (const [index, [body, reply]] of sent.entries()) {
            assertSameBytes(recorded[index].requestBody, body, `recorded request ${index}`);
            assertSameBytes(recorded[index].responseBody, reply, `recorded answer ${index}`);
        }
    });
});

/** Date may be added by whoever has a clock (RFC 9110 section 6.6.1). nginx names itself and respells nothing else. */
const kMayBeAdded = new Set(['date', ...(kStandIn ? ['server'] : [])]);

function headerLines({ headers }) {
    return headers.map(([name, value]) => [name.toLowerCase(), value.toLowerCase()])
        .filter(([name]) => !kHopByHop.has(name) && !kMayBeAdded.has(name))
        .map(([name, value]) => `${name}: ${value}`).sort();
}
