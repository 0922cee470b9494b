// Searches a site without a server, in the index that “digestbot site build” writes. Words are cut as the
// bot's own search cuts them. Passages come from the pages that were found; all text stays text.
'use strict';

(() => {
  const MAX_WORDS = 20;
  const MAX_TYPED = 200;
  const MAX_LETTERS = 64;
  const MIN_BEGINNING = 3;
  const HITS_AT_ONCE = 10;
  const SEGMENTS_AHEAD = 6;
  const PASSAGE = 180;
  const BEFORE_MATCH = 60;
  const INFORMATIVE = 40;

  // Letters of scripts that do not separate words with spaces are words of their own.
  const UNSPACED = '(?=\\p{L})[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
    + '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
  const IS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
  const WORD = new RegExp(`${UNSPACED}\\p{M}*|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{Co}]\\p{M}*)+`, 'gu');

  // ---- words

  const fold = word => Array.from(word.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase())
    .slice(0, MAX_LETTERS).join('');

  const cut = line => Array.from(line.matchAll(WORD), found => {
    const word = fold(found[0]);
    return {word, isUnspaced: IS_UNSPACED.test(word), start: found.index, end: found.index + found[0].length};
  });

  const parse = typed => typed.normalize('NFKC').split(/[\s\p{Z}\p{Cc}"]+/u)
    .filter(word => /[\p{L}\p{Nd}]/u.test(word))
    .slice(0, MAX_WORDS)
    .map(word => Array.from(word).slice(0, MAX_TYPED))
    .map(letters => ({
      parts: cut(letters.join('')),
      isBeginning: letters.length >= MIN_BEGINNING && !IS_UNSPACED.test(letters[letters.length - 1]),
    }))
    .filter(word => word.parts.length > 0);

  // What to look up for a typed word: pairs of letters where spaces are missing, words otherwise.
  const keys = ({parts, isBeginning}) => parts.flatMap((part, at) => {
    const isPaired = other => part.isUnspaced && other !== undefined && other.isUnspaced;
    if (isPaired(parts[at + 1])) {
      return [{word: part.word + parts[at + 1].word, isBeginning: false}];
    }
    return isPaired(parts[at - 1]) ? [] : [{word: part.word, isBeginning: isBeginning && at === parts.length - 1}];
  });

  const occursAt = ({parts, isBeginning}, words, at) => at + parts.length <= words.length
    && parts.every((part, i) => isBeginning && i === parts.length - 1
      ? words[at + i].word.startsWith(part.word)
      : words[at + i].word === part.word);

  // ---- the index

  const hits = document.getElementById('hits');
  const base = hits.dataset.base;
  const files = new Map();

  const load = path => {
    if (!files.has(path)) {
      files.set(path, fetch(base + path).then(answer => {
        if (!answer.ok) {
          throw new Error(`${answer.status} for ${path}`);
        }
        return answer.json();
      }));
    }
    return files.get(path);
  };

  const lookUp = async (segment, {word, isBeginning}) => {
    const firsts = segment.words;
    let from = firsts.findLastIndex(first => first <= word);
    from = Math.max(from, 0);
    let to = from + 1;
    while (isBeginning && to < firsts.length && firsts[to].startsWith(word)) {
      to++;
    }
    const found = new Set();
    const parts = await Promise.all(firsts.slice(from, to).map((_, i) => load(`${segment.path}words-${from + i}.json`)));
    for (const part of parts) {
      for (const [each, digests] of Object.entries(part)) {
        if (isBeginning ? each.startsWith(word) : each === word) {
          let number = 0;
          for (const step of digests) {
            number += step;
            found.add(number);
          }
        }
      }
    }
    return found;
  };

  const candidates = async (segment, words) => {
    const sets = await Promise.all(words.flatMap(keys).map(key => lookUp(segment, key)));
    let day = segment.newest;
    const days = segment.days.map(step => {
      day -= step;
      return day;
    });
    return Array.from(sets[0])
      .filter(number => sets.every(set => set.has(number)))
      .map(number => ({segment, number, day: days[number]}));
  };

  const newestFirst = (one, other) => other.day - one.day || other.segment.first - one.segment.first
    || one.number - other.number;

  // Segments come by their newest day, so that what is older than the next one's waits for it.
  async function* search(segments, words) {
    const waiting = [];
    const asked = [];
    for (let i = 0; i < segments.length; i++) {
      while (asked.length < Math.min(segments.length, i + SEGMENTS_AHEAD)) {
        const next = candidates(segments[asked.length], words);
        next.catch(() => {}); // It is awaited below.
        asked.push(next);
      }
      waiting.push(...await asked[i]);
      waiting.sort(newestFirst);
      while (waiting.length > 0 && (i + 1 === segments.length || waiting[0].day > segments[i + 1].newest)) {
        yield waiting.shift();
      }
    }
  }

  // ---- passages

  const BLOCKS = 'address,article,aside,blockquote,dd,div,dl,dt,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,'
    + 'section,table,td,th,tr,ul';
  const WITHOUT_TEXT = '.emoji,.facts,.label,.on,.shares,nav';

  const textIn = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      return node.data;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(WITHOUT_TEXT) || node.matches(BLOCKS)) {
      return node.nodeType === Node.ELEMENT_NODE ? ' ' : '';
    }
    return node.localName === 'br' ? ' ' : Array.from(node.childNodes, textIn).join('');
  };

  // The lines of a digest's page, its title last, each with the name of the perspective that says it.
  const linesOf = page => Array.from(page.querySelectorAll('article.edition *'))
    .filter(element => element.matches(BLOCKS) && element.closest(WITHOUT_TEXT) === null)
    .sort((one, other) => (one.localName === 'h1') - (other.localName === 'h1'))
    .map(element => ({
      text: Array.from(element.childNodes, textIn).join('').normalize('NFKC').replace(/\s+/g, ' ').trim(),
      said: element.closest('.perspective > :not(header)')?.closest('.perspective').querySelector('h2 a') ?? null,
    }))
    .filter(line => line.text !== '')
    .map(line => ({...line, words: cut(line.text)}));

  const rangesIn = (line, words) => {
    const found = words.map(word => line.words.flatMap((_, at) => occursAt(word, line.words, at)
      ? [{start: line.words[at].start, end: line.words[at + word.parts.length - 1].end}] : []));
    const ranges = [];
    for (const range of found.flat().sort((one, other) => one.start - other.start)) {
      const last = ranges[ranges.length - 1];
      if (last !== undefined && range.start <= last.end) {
        last.end = Math.max(last.end, range.end);
      } else {
        ranges.push(range);
      }
    }
    return {ranges, count: found.filter(each => each.length > 0).length};
  };

  const best = (lines, words) => lines.map(line => ({line, ...rangesIn(line, words)}))
    .map(each => ({...each, weight: 2 * each.count + (each.line.text.length >= INFORMATIVE ? 1 : 0)}))
    .reduce((one, other) => other.weight > one.weight ? other : one);

  const hasAll = (lines, words) => {
    const all = lines.flatMap(line => line.words);
    return words.every(word => all.some((_, at) => occursAt(word, all, at)));
  };

  const isWhole = (text, at) => !/[\udc00-\udfff]/.test(text.charAt(at));

  const passage = ({line: {text, said}, ranges}) => {
    const first = ranges.length > 0 ? ranges[0].start : 0;
    let from = 0;
    if (first > BEFORE_MATCH && text.length > PASSAGE) {
      const space = text.indexOf(' ', first - BEFORE_MATCH);
      from = space >= 0 && space < first ? space + 1 : first - BEFORE_MATCH;
    }
    let to = Math.min(text.length, from + PASSAGE);
    from -= isWhole(text, from) ? 0 : 1;
    to -= isWhole(text, to) ? 0 : 1;
    const pieces = [from > 0 ? '…' : ''];
    let at = from;
    for (const range of ranges.filter(each => each.end <= to)) {
      pieces.push(text.slice(at, range.start), element('mark', {textContent: text.slice(range.start, range.end)}));
      at = range.end;
    }
    pieces.push(text.slice(at, to), to < text.length ? '…' : '');
    const name = said === null ? [] : [element('strong', {textContent: textIn(said).trim(), dir: 'auto'}), ': '];
    const whole = element('p', {className: 'description', dir: 'auto'});
    whole.append(...name, ...pieces);
    return whole;
  };

  // ---- the page

  const element = (name, properties) => Object.assign(document.createElement(name), properties);

  const pageAt = async path => {
    try {
      const answer = await fetch(base + path);
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
    } catch {
      return null; // The digest is listed without a passage.
    }
  };

  // The digest as it is listed; null if it only has the parts of a word, but not in a row.
  const listed = async ({segment, number}, words, isCertain) => {
    const part = Math.floor(number / segment.listed);
    const [path, title, day, language, direction] =
      (await load(`${segment.path}digests-${part}.json`))[number % segment.listed];
    const page = await pageAt(path);
    const lines = page === null ? [] : linesOf(page);
    if (!isCertain && lines.length > 0 && !hasAll(lines, words)) {
      return null;
    }
    const article = element('article', {className: 'entry', lang: language, dir: direction});
    const heading = element('h2', {dir: 'auto'});
    heading.append(element('a', {href: base + path, textContent: title}));
    article.append(heading);
    if (day !== '') {
      const facts = element('p', {className: 'facts'});
      facts.append(element('span', {textContent: day}));
      article.append(facts);
    }
    if (lines.length > 0) {
      article.append(passage(best(lines, words)));
    }
    return article;
  };

  const said = document.getElementById('found');
  const more = document.getElementById('more');

  const show = async (found, words) => {
    const isCertain = words.every(word => keys(word).length === 1);
    let shown = 0;
    let isDone = false;
    more.hidden = true;
    while (shown < HITS_AT_ONCE && !isDone) {
      const next = [];
      while (next.length < HITS_AT_ONCE - shown && !isDone) {
        const {value, done} = await found.next();
        isDone = done;
        if (!done) {
          next.push(value);
        }
      }
      const articles = (await Promise.all(next.map(each => listed(each, words, isCertain)))).filter(each => each !== null);
      hits.append(...articles);
      shown += articles.length;
    }
    more.hidden = isDone;
    said.textContent = hits.childElementCount === 0 ? hits.dataset.nothing : '';
    hits.dataset.state = 'shown';
  };

  const start = async () => {
    const typed = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, MAX_TYPED);
    document.getElementById('q').value = typed;
    if (typed === '') {
      return;
    }
    const words = parse(typed);
    const failed = error => {
      said.textContent = hits.dataset.failed;
      hits.dataset.state = 'failed';
      console.warn(error);
    };
    try {
      // The list of segments is asked for each time; they themselves never change.
      const answer = await fetch(base + hits.dataset.index, {cache: 'no-cache'});
      const {segments} = await answer.json();
      const found = words.length === 0 ? search([], words) : search(segments, words);
      more.addEventListener('click', () => show(found, words).catch(failed));
      await show(found, words);
    } catch (error) {
      failed(error);
    }
  };

  start();
})();
