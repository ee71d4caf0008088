// Mail: the company's server, a seller's mailbox, a template, a mail written on a contact, its thread; and what each page
// says where a server is not there. The servers here answer only what these pages ask; real ones are met in the Rust tests.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, freePort, skip } from '../harness.mjs';
import { arrived, enter, look, said } from '../walk.mjs';

let chromium;
let server;
let smtp;
let imap;
const taken = [];

before(async () => {
  if (skip) return;
  process.env.BAILIWICK_INNER_HOSTS = '127.0.0.1';
  [smtp, imap] = [await listening(talkSmtp), await listening(talkImap)];
  [chromium, server] = [await browser(), await company()];
});
after(async () => {
  await chromium?.close();
  await server?.stop();
  smtp?.close();
  imap?.close();
});

/** A server that answers line by line. */
function listening(talk) {
  return new Promise((resolve) => {
    const one = createServer((socket) => {
      socket.on('error', () => {});
      const answer = talk(socket);
      let rest = '';
      socket.on('data', (data) => {
        rest += data;
        for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
          const line = rest.slice(0, at);
          rest = rest.slice(at + 2);
          answer(line);
        }
      });
    });
    one.listen(0, '127.0.0.1', () => resolve(one));
  });
}

function talkSmtp(socket) {
  let content = null;
  socket.write('220 here\r\n');
  return (line) => {
    if (content !== null) {
      if (line !== '.') return void content.push(line);
      taken.push(content.join('\n'));
      content = null;
      return void socket.write('250 taken\r\n');
    }
    if (line === 'DATA') {
      content = [];
      return void socket.write('354 go on\r\n');
    }
    socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n');
  };
}

function talkImap(socket) {
  socket.write('* OK here\r\n');
  return (line) => {
    const [tag, word] = line.split(' ');
    const told = {
      CAPABILITY: '* CAPABILITY IMAP4rev1\r\n',
      LIST: '* LIST () "/" INBOX\r\n',
      EXAMINE: '* 0 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 1] ok\r\n',
      UID: '* SEARCH\r\n',
    };
    if (line.includes('wrong')) return void socket.write(`${tag} NO not so\r\n`);
    socket.write(`${told[word] ?? ''}${tag} OK done\r\n`);
    if (word === 'LOGOUT') socket.end();
  };
}

const port = (one) => String(one.address().port);

test('the owner sets the company’s mail, and is told what is in the way', { skip }, async () => {
  const page = await enter(chromium, server, 'owner');
  await look(page, '/settings/sender');
  await page.locator('input[name=address]').fill('crm@nordlys.example');
  await page.locator('input[name=host]').fill('127.0.0.1');
  await page.locator('input[name=port]').fill(String(await freePort()));
  await page.locator('select[name=security]').selectOption('plain');
  await page.locator('form[action="/settings/sender"] button.primary').click();
  await page.getByText('does not answer').first().waitFor();
  await checkPage(page);
  await page.locator('input[name=port]').fill(port(smtp));
  await page.locator('form[action="/settings/sender"] button.primary').click();
  await said(page, 'let us in');
  await checkPage(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, '/settings/sender');
  await look(page, '/settings/outbox');
  await page.context().close();
});

test('operations write a template', { skip }, async () => {
  const page = await enter(chromium, server, 'operations', { theme: 'dark' });
  await look(page, '/settings/mail-templates');
  const ready = page.locator('form[action="/settings/mail-templates/ready"]');
  await ready.locator('select[name=language]').selectOption('nb');
  await ready.locator('button').click();
  await said(page, '5 texts were added');
  await page.getByText('Etter møtet').first().waitFor();
  assert.equal(await ready.locator('option[value=nb]').count(), 0, 'those are there');
  await checkPage(page);
  const form = page.locator('form[action="/settings/mail-templates"]');
  await form.locator('input[name=name]').fill('First words');
  await form.locator('input[name=subject]').fill('A word, {contact.first_name}?');
  await form.locator('textarea[name=body]').fill('Dear {contact.name},\n\nwe would like to talk to {account.name}.\n\n{owner.name}');
  await form.locator('button.primary').click();
  await said(page, 'Saved');
  await page.getByText('A word, {contact.first_name}?').first().waitFor();
  await checkPage(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, '/settings/mail-templates');
  await page.context().close();
});

test('a seller connects a mailbox and writes to a contact from the template', { skip }, async () => {
  const page = await enter(chromium, server, 'rep');
  await look(page, '/settings/mail');
  const form = page.locator('form[action="/settings/mail"]');
  const fill = (name, value) => form.locator(`input[name=${name}]`).fill(value);
  await fill('address', 'emil.dahl@nordlys.example');
  await fill('password', 'wrong');
  for (const [side, one] of [['imap', imap], ['smtp', smtp]]) {
    await fill(`${side}_host`, '127.0.0.1');
    await fill(`${side}_port`, port(one));
    await form.locator(`select[name=${side}_security]`).selectOption('plain');
  }
  await form.locator('button.primary').click();
  await page.getByText('refuses login or password').first().waitFor();
  await checkPage(page);
  await fill('password', 'right');
  await form.locator('button.primary').click();
  await said(page, 'let us in');
  await page.getByRole('heading', { name: 'emil.dahl@nordlys.example' }).waitFor();
  await checkPage(page);

  await page.goto('/contacts');
  await page.locator('table.rows a.title').first().click();
  await arrived(page, /^\/contacts\/[0-9a-f-]{36}$/);
  const contact = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Write a mail' }).click();
  await arrived(page, /^\/mail\/write\/contact\//);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.waitForURL(/template=/);
  const subject = page.locator('input[name=subject]');
  assert.match(await subject.inputValue(), /^A word, \S+\?$/);
  await checkPage(page);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('heading', { name: 'Preview' }).waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await said(page, 'on its way');
  for (let tries = 0; taken.length === 0 && tries < 200; tries += 1) await page.waitForTimeout(100);
  assert.equal(taken.length, 1);
  assert.match(taken[0], /To: .*@/);
  await page.goto(contact);
  await page.getByText('A word,').first().waitFor();
  await checkPage(page);
  await page.locator('a[href^="/mail/threads/"]').first().click();
  await arrived(page, /^\/mail\/threads\//);
  await page.getByRole('button', { name: 'Everything' }).click();
  await said(page, 'from now on');
  await checkPage(page);
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of [new URL(page.url()).pathname, '/settings/mail', '/settings/outbox', '/settings/calendar', `/mail/write${contact.replace('contacts', 'contact')}`]) {
    await look(page, path);
  }
  await page.context().close();
});

test('a seller is told what is in the way of a calendar', { skip }, async () => {
  const page = await enter(chromium, server, 'rep', { theme: 'dark' });
  await look(page, '/settings/calendar');
  const form = page.locator('form[action="/settings/calendar/server"]');
  await form.locator('input[name=url]').fill(`http://127.0.0.1:${await freePort()}/emil/work/`);
  await form.locator('input[name=login]').fill('emil');
  await form.locator('input[name=password]').fill('right');
  await form.locator('button.primary').click();
  await page.getByText('does not answer').first().waitFor();
  await checkPage(page);
  await page.context().close();
});
