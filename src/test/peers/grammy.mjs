// grammY's broadcast to a Bot API server on this machine: node grammy.mjs CHATS
// PEER_API and PEER_TOKEN name the server and the token. Nothing is stored.
import { Bot, GrammyError } from 'grammy';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_CHAT = 1000;
const AT_ONCE = 30;

const chats = Number(process.argv[2]);
const bot = new Bot(process.env.PEER_TOKEN ?? '123:ABC', {
  client: { apiRoot: process.env.PEER_API ?? 'http://127.0.0.1:18081' },
});
const text = '<b>United States and China</b>\n' + 'x'.repeat(1500);
const options = {
  parse_mode: 'HTML',
  reply_markup: { inline_keyboard: [[{ text: 'United States', callback_data: 'us' }]] },
};

async function send(chat) {
  for (;;) {
    try {
      return await bot.api.sendMessage(chat, text, options);
    } catch (error) {
      if (!(error instanceof GrammyError && error.error_code === 429)) throw error;
      await sleep(1000 * (error.parameters.retry_after ?? 1));
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
