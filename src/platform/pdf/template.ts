/**
 * The one Typst document: it lays out the data that it is given, and nothing in the data is read as Typst. Its fonts are
 * those that the compiler carries.
 */
export const template = `
#let data = json(bytes(sys.inputs.at("data")))
#let accent = rgb("#0b4a57")
#let quiet = rgb("#4a4f57")

#set document(title: data.title, author: data.author, description: data.subject)
#set text(lang: "fr", region: "fr", font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 10.5pt, hyphenate: true)
#set page(
  paper: "a4",
  margin: (x: 2cm, top: 1.7cm, bottom: 1.9cm),
  footer: context {
    set text(size: 8.5pt, fill: quiet)
    grid(
      columns: (1fr, auto),
      data.footer,
      if counter(page).final().first() > 1 [#counter(page).display() / #counter(page).final().first()],
    )
  },
)
#set par(justify: false, leading: 0.58em, spacing: 0.85em)
#show heading.where(level: 1): set text(size: 20pt, fill: accent)
#show heading.where(level: 1): set block(above: 0.5em, below: 0.6em)
#show heading.where(level: 2): set text(size: 12.5pt, fill: accent)
#show heading.where(level: 2): set block(above: 1.3em, below: 0.6em, sticky: true)
#show link: set text(fill: accent)

#let box-to-tick = box(
  pdf.artifact(rect(width: 0.75em, height: 0.75em, stroke: 0.7pt + quiet, radius: 1pt)),
  baseline: 0.1em,
)

#if data.eyebrow != none {
  block(below: 0.2em, text(size: 9pt, fill: quiet, weight: "semibold", data.eyebrow))
}
#heading(level: 1, data.title)
#if data.lead != none { block(text(size: 11.5pt, data.lead)) }
#pdf.artifact(line(length: 100%, stroke: 1.2pt + accent))

#for item in data.blocks {
  if item.kind == "heading" {
    heading(level: 2, item.text)
  } else if item.kind == "paragraph" {
    par(item.text)
  } else if item.kind == "list" {
    set list(marker: if item.ticks { box-to-tick } else { [•] }, body-indent: 0.6em, spacing: 0.6em)
    list(..item.items.map(one => [#one]))
  } else if item.kind == "links" {
    // A hyphen that is added would make another address of it.
    set text(hyphenate: false)
    set list(marker: [•], body-indent: 0.6em, spacing: 0.6em)
    list(..item.items.map(one => if one.url == none [#one.label] else { link(one.url, one.label) }))
  } else if item.kind == "facts" {
    terms(..item.items.map(one => terms.item(one.term, one.value)), separator: [ : ], hanging-indent: 1em)
  } else if item.kind == "table" {
    set text(size: 9.5pt, hyphenate: false)
    set par(justify: false)
    table(
      columns: item.widths.map(width => width * 1fr),
      stroke: (x, y) => (bottom: 0.5pt + luma(200)),
      inset: (x: 4pt, y: 5pt),
      fill: (x, y) => if y == 0 { luma(240) },
      table.header(..item.columns.map(column => table.cell(strong(column)))),
      // A row of a few lines stays on one page.
      ..item.rows.flatten().map(cell => table.cell(breakable: cell.len() > 600, cell)),
    )
  } else if item.kind == "note" {
    block(
      width: 100%,
      inset: (left: 10pt, y: 6pt),
      stroke: (left: 2.5pt + accent),
      { strong(item.title); linebreak(); item.text },
    )
  }
}
`;
