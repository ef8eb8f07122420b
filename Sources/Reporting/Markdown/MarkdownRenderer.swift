import Vocabulary

/// Writes a document as Markdown with GitHub's tables; pictures are files beside it.
struct MarkdownRenderer {
  private let document: Document

  static func page(_ document: Document) -> String {
    MarkdownRenderer(document: document).page()
  }

  private func page() -> String {
    var parts = [
      "# " + escapedForMarkdown(document.title), paragraph(document.status),
      "**" + inline(document.verdict.lead) + "** " + inline(document.verdict.rest),
    ]
    if !document.facts.isEmpty {
      parts.append(
        document.facts.map { fact in
          let detail = fact.detail.isEmpty ? "" : " · " + inline(fact.detail)
          let (name, value) = (escapedForMarkdown(fact.name), escapedForMarkdown(fact.value))
          return "- \(name): **\(value)**\(detail)"
        }.joined(separator: "\n"))
    }
    for section in document.sections + [document.provenance] {
      parts.append("## " + escapedForMarkdown(section.title))
      parts += section.blocks.map(block)
    }
    return parts.map { $0.trimmedAtEnd }.joined(separator: "\n\n") + "\n"
  }

  private func block(_ block: Block) -> String {
    switch block {
    case .paragraph(let phrase), .note(let phrase): return paragraph(phrase)
    case .list(let items): return items.map { "- " + paragraph($0) }.joined(separator: "\n")
    case .subheading(let title): return "### " + escapedForMarkdown(title)
    case .table(let table): return self.table(table)
    case .figure(let figure):
      let picture = "![\(escapedForMarkdown(figure.description))](\(figure.file))"
      return picture + "\n\n" + paragraph(figure.caption)
    case .details(let summary, let inner):
      let content = inner.map(self.block).joined(separator: "\n\n")
      return """
        <details><summary>\(escapedForHTML(summary))</summary>

        \(content)

        </details>
        """
    }
  }

  private func table(_ table: Table) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rules = table.columns.map { $0.alignment == .trailing ? "---:" : "---" }
    let rows = table.rows.map { row in
      line(
        row.cells.enumerated().map { index, cell in
          let words = inline(cell.phrase, inTable: true)
          let drawing = blocks(cell.drawing)
          let content = [drawing, words].filter { !$0.isEmpty }.joined(separator: " ")
          return index == 0 && !content.isEmpty && isPlain(cell.phrase) ? "**\(content)**" : content
        })
    }
    let head = [line(table.columns.map { escapedForMarkdown($0.title) }), line(rules)]
    return ([paragraph(table.caption), ""] + head + rows).joined(separator: "\n")
  }

  private func isPlain(_ phrase: Phrase) -> Bool {
    phrase.runs.allSatisfy { run in
      switch run {
      case .text(let words), .name(let words): !words.hasPrefix(" ") && !words.hasSuffix(" ")
      case .strong, .code, .quiet, .link, .badge, .lineBreak: false
      }
    }
  }

  private func blocks(_ drawing: Cell.Drawing?) -> String {
    switch drawing {
    case .none, .weight, .probability: ""
    case .spark(let spark): spark.blocks
    }
  }

  private func paragraph(_ phrase: Phrase) -> String {
    guard case .text(let first)? = phrase.runs.first else { return inline(phrase) }
    return escapedForMarkdownStart(first) + inline(Phrase(runs: Array(phrase.runs.dropFirst())))
  }

  private func inline(_ phrase: Phrase, inTable: Bool = false) -> String {
    phrase.runs.map { run in
      switch run {
      case .text(let words), .quiet(let words), .name(let words): return escapedForMarkdown(words)
      case .strong(let words): return "**" + escapedForMarkdown(words) + "**"
      case .badge(let badge): return "*" + escapedForMarkdown(badge.words) + "*"
      case .code(let words): return codeSpan(words, inTable: inTable)
      case .lineBreak: return "<br>"
      case .link(let words, let target):
        let text = escapedForMarkdown(words)
        let address = ReportPaths.address(target, from: document.location, page: .markdown)
        return address.map { "[\(text)](\($0))" } ?? text
      }
    }.joined()
  }
}

extension String {
  /// Without the spaces and line ends it ends with.
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while let last = text.last, last == " " || last == "\n" { text.removeLast() }
    return String(text)
  }
}
