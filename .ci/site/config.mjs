// The documentation site. Pages are plain Markdown, as a code host shows it; what the site needs beyond that is here.
// The sidebar is docs/index.md: its headings are the parts, its lists the pages.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Links to sources are downloads, too.
process.env.VITE_EXTRA_EXTENSIONS = 'java'

const version = process.env.DOCS_VERSION
const base = process.env.DOCS_BASE
const index = readFileSync('index.md', 'utf8')

const parts = index.split(/^## /m).slice(1).map(part => ({
  text: part.slice(0, part.indexOf('\n')),
  items: [...part.matchAll(/^- \[([^\]]+)\]\(([^)]+)\.md\)/gm)].map(([, text, page]) => ({ text, link: '/' + page })),
}))

// Anchors as code hosts make them.
const slugify = text => text.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')

function markdown(md) {
  md.core.ruler.push('code', state => state.tokens.forEach(token => {
    if (token.type === 'code_block') Object.assign(token, { type: 'fence', info: 'text' })
    token.children?.filter(child => child.type === 'code_inline').forEach(child => {
      child.attrSet('v-pre', '')
      if (child.content.length < 24) child.attrSet('style', 'white-space:nowrap')
    })
  }))
}

// VitePress itself looks for pages, but neither for files nor for anchors, nor for what a page would load from elsewhere.
function check(folder) {
  const pages = readdirSync(folder).filter(file => file.endsWith('.html'))
  const html = Object.fromEntries(pages.map(page => [page, readFileSync(join(folder, page), 'utf8')]))
  const ids = page => [...html[page].matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  const broken = []
  for (const page of pages) {
    for (const [, tag, attributes] of html[page].matchAll(/<(a|img|link|script)\b([^>]*)>/g)) {
      const target = attributes.match(/ (?:href|src)="([^"]*)"/)?.[1].replaceAll('&amp;', '&')
      if (!target || target === '../versions.html') continue
      if (/^[a-z]+:/.test(target)) {
        if (tag !== 'a' && !target.startsWith('data:')) broken.push(`${page} loads ${target}`)
        continue
      }
      const { pathname, hash } = new URL(target, 'http://site' + base + page)
      const file = pathname.slice(base.length) || 'index.html'
      const found = existsSync(join(folder, file))
        && (!hash || !file.endsWith('.html') || ids(file).includes(decodeURIComponent(hash.slice(1))))
      if (!found) broken.push(`${page} leads to ${target}`)
    }
  }
  if (broken.length) throw new Error(broken.join('\n'))
}

// Code and tables are wide here, and no code says what language it is in.
const style = `:root{--vp-layout-max-width:1600px;--vp-sidebar-width:248px;--vp-code-font-size:.8125rem}
@media (min-width:960px){.VPDoc.has-sidebar{padding:24px 16px}.VPDoc.has-sidebar .content{padding:0 16px}
.vp-doc table{display:table;width:100%}.vp-doc td{overflow-wrap:anywhere}}
.VPDoc.has-aside .content-container{max-width:900px!important}
.VPDoc .aside{max-width:200px;padding-left:16px}
.vp-doc th,.vp-doc td{vertical-align:top;padding:6px 12px}
.vp-doc [class*=language-]>span.lang{display:none}
.vp-doc [class*=language-] code{padding:0 16px}
.excerpt [class*=language-]{margin:0!important}`

export default {
  title: 'digestbot',
  description: 'A self-hosted bot that delivers daily news digests to Telegram and Discord',
  base,
  head: [['style', {}, style], ['link', { rel: 'icon', href: 'data:,' }]],
  markdown: { anchor: { slugify }, toc: { slugify }, headers: { slugify }, config: markdown },
  transformPageData: page => {
    if (!/^## /m.test(readFileSync(page.filePath, 'utf8'))) page.frontmatter.aside = false
  },
  buildEnd: site => check(site.outDir),
  themeConfig: {
    nav: [{ text: version, link: '../versions.html', target: '_self', noIcon: true }],
    sidebar: parts,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        detailedView: true,
        miniSearch: { searchOptions: { combineWith: 'AND', fuzzy: 0.1 } },
        // What is true now, not what has changed since.
        _render: (text, env, md) => env.relativePath === 'CHANGELOG.md' ? '' : md.render(text, env),
      },
    },
    docFooter: { prev: 'Before', next: 'Next' },
  },
}
