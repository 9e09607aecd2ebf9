// Reads the words of one file, in a thread that is ended when it takes too long.
import { parentPort, workerData } from 'node:worker_threads';
import { read } from './read.ts';

parentPort?.postMessage(await read(workerData));
