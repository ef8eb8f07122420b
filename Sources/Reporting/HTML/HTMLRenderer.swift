import Vocabulary

/// Writes a document as one page that needs nothing but itself.
struct HTMLRenderer {
  private let document: Document
  /// Anchors given out: an id may stand once on a page.
  private var anchors: Set<String>
  private var nextCaption = 1

  /// The whole page.
  static func page(_ document: Document) -> String {
    var renderer = HTMLRenderer(document: document)
    return renderer.page().markup
  }

  private init(document: Document) {
    self.document = document
    anchors = ["main", document.provenance.id]
    anchors.formUnion(document.sections.map(\.id))
  }

  private mutating func page() -> HTML {
    let main = HTML(parts: document.sections.map { section($0) })
    let footer = section(document.provenance)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'sha256-\(PageScript.sha256)'; base-uri 'none'; \
      form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <title>\(document.title)</title>
      <style>
      \(PageStyle.sheet)\(document.printsSmall ? PageStyle.smallPaper : "")</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the report</a>
      <header><div><h1>\(document.title)</h1>
      <p class="status">\(inline(document.status))</p></div></header>
      <nav aria-label="Contents"><ol>\(contents)</ol></nav>
      <main id="main">
      \(verdict)\(facts)\(main)</main>
      <footer>
      \(footer)</footer>
      <script>\(PageScript.source)</script>
      </body>
      </html>

      """
  }

  private var contents: HTML {
    HTML(
      parts: (document.sections + [document.provenance]).map {
        "<li><a href=\"#\($0.id)\">\($0.title)</a></li>"
      })
  }

  private var verdict: HTML {
    let verdict = document.verdict
    return """
      <div class="verdict \(verdict.tone.rawValue)"><p><strong>\(inline(verdict.lead))</strong> \
      \(inline(verdict.rest))</p></div>

      """
  }

  private var facts: HTML {
    guard !document.facts.isEmpty else { return "" }
    let groups = HTML(
      parts: document.facts.map { fact in
        """
        <div><dt>\(fact.name)</dt><dd class="value">\(fact.value)</dd>\
        <dd class="detail">\(inline(fact.detail))</dd></div>

        """
      })
    return "<dl>\n\(groups)</dl>\n"
  }

  private mutating func section(_ section: Section) -> HTML {
    """
    <section aria-labelledby="\(section.id)">
    <h2 id="\(section.id)">\(section.title)<a class="anchor" href="#\(section.id)" \
    aria-label="Link to: \(section.title)">#</a></h2>
    \(blocks(section.blocks))</section>

    """
  }

  private mutating func blocks(_ blocks: [Block]) -> HTML {
    HTML(parts: blocks.map { block($0) })
  }

  private mutating func block(_ block: Block) -> HTML {
    switch block {
    case .paragraph(let phrase): return "<p>\(inline(phrase))</p>\n"
    case .note(let phrase): return "<p class=\"note\">\(inline(phrase))</p>\n"
    case .list(let items):
      let lines = HTML(parts: items.map { "<li>\(inline($0))</li>\n" })
      return "<ul>\n\(lines)</ul>\n"
    case .subheading(let title): return "<h3>\(title)</h3>\n"
    case .table(let table): return self.table(table)
    case .figure(let figure): return self.figure(figure)
    case .details(let summary, let inner):
      return "<details><summary>\(summary)</summary>\n\(blocks(inner))</details>\n"
    }
  }

  private func figure(_ figure: Figure) -> HTML {
    let picture = figure.drawing.inline(
      id: "figure-\(stem(figure.id))", title: figure.title, description: figure.description)
    return """
      <figure><div class="wide" role="group" aria-label="\(figure.title)" tabindex="0">\(picture)\
      </div><figcaption>\(inline(figure.caption))</figcaption></figure>

      """
  }
}

extension HTMLRenderer {
  private mutating func table(_ table: Table) -> HTML {
    let caption = "table-\(nextCaption)"
    nextCaption += 1
    let isWide = table.columns.count > 3
    let isSortable = table.isSortable && table.rows.count > 1
    let style: HTML = "\(isWide ? "stack" : "")\(isSortable ? " sort" : "")"
    let heads = HTML(
      parts: table.columns.map { column in
        "<th scope=\"col\"\(numeric(column))>\(column.title)</th>"
      })
    let rows = HTML(parts: table.rows.map { row($0, of: table, labelled: isWide) })
    return """
      <div class="wide" role="group" aria-labelledby="\(caption)" tabindex="0">\
      <table class="\(style)"><caption id="\(caption)">\(inline(table.caption))</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  private func numeric(_ column: Table.Column) -> HTML {
    switch column.alignment {
    case .leading: ""
    case .trailing: " class=\"num\""
    case .prose: " class=\"prose\""
    }
  }

  private mutating func row(_ row: Table.Row, of table: Table, labelled: Bool) -> HTML {
    var anchor: HTML = ""
    if let id = row.anchor.map(stem), anchors.insert(id).inserted { anchor = " id=\"\(id)\"" }
    var cells: HTML = ""
    for (index, (column, cell)) in zip(table.columns, row.cells).enumerated() {
      let key: HTML = cell.sortKey.map { " data-k=\"\(sortKey($0))\"" } ?? ""
      let content: HTML = "\(drawing(cell.drawing))\(inline(cell.phrase))"
      if index == 0 {
        cells += "<th scope=\"row\"\(numeric(column))\(key)>\(content)</th>"
      } else {
        let label: HTML = labelled ? " data-label=\"\(column.title)\"" : ""
        cells += "<td\(numeric(column))\(key)\(label)>\(content)</td>"
      }
    }
    return "<tr\(anchor)>\(cells)</tr>\n"
  }

  /// As a script reads it; what has no number sorts first.
  private func sortKey(_ key: Double) -> String {
    guard key.magnitude < 9e12 else { return "-9e12" }
    let thousandths = Int((key * 1000).rounded())
    return "\(thousandths)"
  }

  private func drawing(_ drawing: Cell.Drawing?) -> HTML {
    switch drawing {
    case .none: ""
    case .spark(let spark): spark.drawn().decorative
    case .weight(let weight): WeightBar(weight: weight).drawn().decorative
    case .probability(let probability):
      ProbabilityBar(probability: probability).drawn().decorative
    }
  }

  private func inline(_ phrase: Phrase) -> HTML {
    HTML(
      parts: phrase.runs.map { run in
        switch run {
        case .text(let words): "\(words)"
        case .strong(let words): "<strong>\(words)</strong>"
        case .code(let words): "<code>\(words)</code>"
        case .quiet(let words): "<span class=\"quiet\">\(words)</span>"
        case .name(let words): "<span\(oneLine(words))>\(words)</span>"
        case .link(let words, let target):
          "<a\(oneLine(words)) href=\"\(address(target))\">\(words)</a>"
        case .badge(let badge):
          badgeMarkup(badge)
        case .lineBreak: "<br>"
        }
      })
  }

  private func badgeMarkup(_ badge: Badge) -> HTML {
    let together: HTML = isShort(badge.words) ? " nb" : ""
    return "<span class=\"badge \(badge.style.rawValue)\(together)\">\(badge.words)</span>"
  }

  private func oneLine(_ words: String) -> HTML { isShort(words) ? " class=\"nb\"" : "" }

  /// Kept on one line; longer names may come from anywhere and must be able to break.
  private func isShort(_ words: String) -> Bool { words.count <= 34 }

  private func address(_ target: Target) -> String {
    ReportPaths.address(target, from: document.location, page: .html) ?? "#main"
  }
}

extension HTML {
  init(parts: [HTML]) {
    self = ""
    for part in parts { self += part }
  }
}
