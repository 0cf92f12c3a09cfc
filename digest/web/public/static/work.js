// Finds the number whose SHA-256 with the challenge's nonce begins with enough zero bits (FIPS 180-4), beside the page.
"use strict";

const primes = [];
for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const turn = (word, by) => (word >>> by) | (word << (32 - by));
const words = new Int32Array(64);

// The first 32 bits of the hash of a text of at most 55 ASCII characters, which is one block.
function begins(text) {
  words.fill(0, 0, 16);
  for (let at = 0; at < text.length; at += 1) words[at >> 2] |= text.charCodeAt(at) << (24 - 8 * (at & 3));
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = 8 * text.length;
  for (let at = 16; at < 64; at += 1) {
    const far = words[at - 15], near = words[at - 2];
    const small = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3), great = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words[at] = (words[at - 16] + small + words[at - 7] + great) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let at = 0; at < 64; at += 1) {
    const chosen = (e & f) ^ (~e & g), most = (a & b) ^ (a & c) ^ (b & c);
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + ROUNDS[at] + words[at]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return (a + START[0]) | 0;
}

onmessage = ({ data: { challenge, bits } }) => {
  const nonce = challenge.split(".", 1)[0];
  let number = 0;
  while (Math.clz32(begins(`${nonce}.${number}`)) < bits) number += 1;
  postMessage(`${challenge}.${number}`);
};
