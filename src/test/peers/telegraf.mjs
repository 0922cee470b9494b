// Telegraf's broadcast to a Bot API server on this machine: node telegraf.mjs CHATS
// PEER_API and PEER_TOKEN name the server and the token. Nothing is stored.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Telegram, TelegramError } from 'telegraf';

const FIRST_CHAT = 1000;
const AT_ONCE = 30;

const chats = Number(process.argv[2]);
const telegram = new Telegram(process.env.PEER_TOKEN ?? '123:ABC', {
  apiRoot: process.env.PEER_API ?? 'http://127.0.0.1:18081',
});
// It keeps connections open for https alone; without this, each message would open one.
telegram.options.agent = new http.Agent({ keepAlive: true });
const text = '<b>United States and China</b>\n' + 'x'.repeat(1500);
const options = {
  parse_mode: 'HTML',
  reply_markup: { inline_keyboard: [[{ text: 'United States', callback_data: 'us' }]] },
};

async function send(chat) {
  for (;;) {
    try {
      return await telegram.sendMessage(chat, text, options);
    } catch (error) {
      if (!(error instanceof TelegramError && error.code === 429)) throw error;
      await sleep(1000 * (error.parameters?.retry_after ?? 1));
    }
  }
}

let next = 0;
async function work() {
  while (next < chats) await send(FIRST_CHAT + next++);
}

const begin = performance.now();
const before = process.cpuUsage();
await Promise.all(Array.from({ length: AT_ONCE }, work));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({
  rate: (1000 * chats) / (performance.now() - begin),
  cpu_ms_per_msg: (user + system) / 1000 / chats,
}));
