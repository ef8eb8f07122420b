/// Text that no reader of Markdown takes for markup (CommonMark with GitHub's extensions).
///
/// A backslash stands before every mark that could begin a construct inside a line; a zero-width
/// space keeps `@name` from notifying anybody and addresses from becoming links.
func escapedForMarkdown(_ text: String) -> String {
  let scalars = Array(visible(text).unicodeScalars)
  var result = ""
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "#", "$", "!":
      result += "\\"
      result.unicodeScalars.append(scalar)
    case "@": result += "@\u{200B}"
    case ":" where index + 1 < scalars.count && scalars[index + 1] == "/": result += ":\u{200B}"
    case "." where followsWWW(scalars, index): result += "\u{200B}."
    case _: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The same at the beginning of a block, where `-`, `+`, `=` and `1.` would begin a list or a
/// heading.
func escapedForMarkdownStart(_ text: String) -> String {
  let escaped = escapedForMarkdown(text)
  guard let first = escaped.first else { return escaped }
  if "-+=".contains(first) { return "\\" + escaped }
  let digits = escaped.prefix { $0.isASCII && $0.isNumber }
  let rest = escaped.dropFirst(digits.count)
  if !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" {
    return digits + "\\" + rest
  }
  return escaped.first == " " ? String(escaped.drop { $0 == " " }) : escaped
}

/// A code span that holds `text` whatever backticks are in it.
func codeSpan(_ text: String, inTable: Bool) -> String {
  let text = visible(text)
  var longest = 0
  var current = 0
  for character in text {
    current = character == "`" ? current + 1 : 0
    longest = max(longest, current)
  }
  let fence = String(repeating: "`", count: longest + 1)
  let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
  let content = inTable ? text.split(separator: "|", omittingEmptySubsequences: false) : [text[...]]
  return text.isEmpty ? "" : fence + pad + content.joined(separator: "\\|") + pad + fence
}

private func followsWWW(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
  index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
}
