import assert from 'node:assert/strict'
import { test } from 'node:test'
import { odfParagraphs, odfText } from './odf-text.ts'
import { unsafeForXml, xmlSafe, xmlText } from './xml.ts'

test('what XML cannot hold becomes a visible sign and is counted; everything else stays', () => {
  assert.equal(xmlSafe('a\u0000b\u000Bc\uD800d\uFFFEe'), 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe')
  assert.equal(unsafeForXml('a\u0000b\u000Bc\uD800d\uFFFEe'), 4)
  const kept = 'tab\t line\n return\r שלום 🤝 \u007F\u0085\u202E'
  assert.equal(xmlSafe(kept), kept)
  assert.equal(unsafeForXml(kept), 0)
})

test('signs that mean something in XML are written so that they mean themselves', () => {
  assert.equal(xmlText('<a b="c">&\r]]>'), '&lt;a b=&quot;c&quot;&gt;&amp;&#13;]]&gt;')
})

test('spaces, tabs and lines that OpenDocument would fold are written as elements', () => {
  assert.equal(odfText(' a  b \n\tc'), '<text:s/>a<text:s/> b<text:s/><text:line-break/><text:tab/>c')
  assert.equal(odfText('a   b'), 'a<text:s/><text:s/> b')
  assert.equal(odfParagraphs('a\r\nb\rc'), '<text:p>a</text:p><text:p>b</text:p><text:p>c</text:p>')
})
