// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Child processes that cannot outlive the test: started, awaited until ready, stopped in order, killed in every other
// case.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kReadyTimeoutMs = 30_000;
const kStopTimeoutMs = 15_000;

const running = new Set();
const folders = new Set();

process.on('exit', () => {
    for (const child of running)
        child.kill('SIGKILL');
    for (const folder of folders)
        rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => process.exit(1));

/** A folder of this process's own, removed when the process ends. */
export function tempFolder(purpose) {
    const folder = mkdtempSync(join(tmpdir(), `sightglass-${purpose}-`));
    folders.add(folder);
    return folder;
}

/**
 * Starts a program. `exited` resolves with { code, signal, stdout, stderr }; the output is kept whole, as these
 * programs write little.
 */
export function start(command, args, { env = {}, cwd } = {}) {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
        child[name].setEncoding('utf8').on('data', (text) => { output[name] += text; });
    const exited = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve({ code, signal, ...output }));
    }).finally(() => running.delete(child));
    exited.catch(() => {}); // whoever awaits it sees the error; nobody has to
    return { child, output, exited, name: command };
}

/** Runs a program to its end. */
export function run(command, args, options) {
    return start(command, args, options).exited;
}

/** Starts a program and resolves with { started, ready } once `parse` gives a value for one of its lines on stdout. */
export async function startReady(command, args, { parse, ...options }) {
    const started = start(command, args, options);
    let timer;
    const line = new Promise((resolve, reject) => {
        createInterface({ input: started.child.stdout }).on('line', (text) => {
            const value = parse(text);
            if (value !== undefined)
                resolve(value);
        });
        timer = setTimeout(() => reject(new Error(`${command} did not become ready\n${started.output.stderr}`)),
            kReadyTimeoutMs);
    });
    const died = started.exited.then(({ code, signal, stderr }) => {
        throw new Error(`${command} ended before it was ready (code ${code}, signal ${signal})\n${stderr}`);
    });
    died.catch(() => {});
    try {
        return { started, ready: await Promise.race([line, died]) };
    } catch (error) {
        started.child.kill('SIGKILL');
        throw error;
    } finally {
        clearTimeout(timer);
    }
}

/** Asks a program to stop by SIGTERM; an error unless it ends with `code` (null: any way) in time. */
export async function stop(started, { code = 0 } = {}) {
    const timer = setTimeout(() => started.child.kill('SIGKILL'), kStopTimeoutMs);
    started.child.kill('SIGTERM');
    const end = await started.exited;
    clearTimeout(timer);
    if (code !== null && end.code !== code)
        throw new Error(`${started.name} ended with code ${end.code}, signal ${end.signal}\n${end.stderr}`);
    return end;
}
