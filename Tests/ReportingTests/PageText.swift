import Foundation

/// The words of a rendered page in order, without markup: what both renderings must share.
enum PageText {
  /// Body of a page without the parts that only a browser needs (navigation, anchors, script).
  static func words(ofHTML page: String) -> [String] {
    var text = page
    for (open, close) in [
      ("<head>", "</head>"), ("<a class=\"skip\"", "</a>"), ("<nav", "</nav>"),
      ("<script>", "</script>"), ("<a class=\"anchor\"", "</a>"),
    ] {
      text = removing(text, from: open, through: close)
    }
    text = replacingPictures(text)
    var plain = ""
    var isInTag = false
    for character in text {
      switch character {
      case "<":
        isInTag = true
        plain += " "
      case ">" where isInTag: isInTag = false
      case _: if !isInTag { plain.append(character) }
      }
    }
    return tokens(unescaped(plain))
  }

  /// Words of a Markdown page; pictures count by their words.
  static func words(ofMarkdown page: String) -> [String] {
    var lines: [String] = []
    for line in page.split(separator: "\n") {
      let isRule = line.allSatisfy { "|-: ".contains($0) }
      if isRule { continue }
      var words = String(line)
      for tag in ["<details>", "</details>", "<summary>", "</summary>", "<br>"] {
        words = words.replacingOccurrences(of: tag, with: " ")
      }
      if line.hasPrefix("<details>") { words = unescaped(words) }
      lines.append(words)
    }
    var text = lines.joined(separator: " \n ")
    text = text.replacing(/\]\([^)\s]*\)/, with: " ")
    for block in "▁▂▃▄▅▆▇█" { text.removeAll { $0 == block } }
    text = text.replacingOccurrences(of: "\u{200B}", with: "")
    return tokens(text.replacing(/\\(.)/) { String($0.output.1) })
  }

  /// A picture in a page stands for its description; a decorative one for nothing.
  private static func replacingPictures(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: "<svg"), let end = rest.range(of: "</svg>") {
      result += rest[..<start.lowerBound]
      let picture = rest[start.lowerBound..<end.upperBound]
      if let from = picture.range(of: "<desc"), let to = picture.range(of: "</desc>"),
        let open = picture[from.upperBound...].firstIndex(of: ">")
      {
        result += " " + picture[picture.index(after: open)..<to.lowerBound] + " "
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private static func removing(_ text: String, from open: String, through close: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: open),
      let end = rest[start.upperBound...].range(of: close)
    {
      result += rest[..<start.lowerBound]
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  static func unescaped(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  /// Runs of letters, digits, signs and percent: punctuation and marks are the renderers' business.
  private static func tokens(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || "−%↩+".contains($0)) }.map(String.init)
  }
}
