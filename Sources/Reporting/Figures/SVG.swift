/// A drawing of fixed proportions, in a page or as a file of its own.
struct SVG: Sendable {
  let width: Int
  let height: Int
  let body: HTML

  /// For a page: named and described for those who do not see it.
  func inline(id: String, title: String, description: String) -> HTML {
    """
    <svg viewBox="0 0 \(width) \(height)" role="img" \
    aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title>\
    <desc id="\(id)-d">\(description)</desc>\(body)</svg>
    """
  }

  /// For a page, where the words beside it already say everything.
  var decorative: HTML {
    """
    <svg width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
    aria-hidden="true">\(body)</svg>
    """
  }

  /// A file beside Markdown, with its own ground and its own dark scheme.
  func standalone(title: String, description: String) -> String {
    let file: HTML = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="t d"><title id="t">\(title)\
      </title><desc id="d">\(description)</desc><style>\(Ink.darkRules)</style>\
      <rect \(Ink.paper.fill) width="\(width)" height="\(height)"/>\(body)</svg>

      """
    return file.markup
  }
}

/// A coordinate in tenths of a unit: drawn by integer arithmetic, the same on every machine.
struct Tenths: Hashable, Sendable {
  let value: Int

  /// Not a number and what is far outside any drawing become the nearest border.
  init(_ number: Double) {
    value = number.isNaN ? 0 : Int((min(1e6, max(-1e6, number)) * 10).rounded())
  }

  static func text(_ tenths: Int) -> String {
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
  }
}

extension HTML.StringInterpolation {
  /// A coordinate.
  mutating func appendInterpolation(at number: Double) {
    appendInterpolation(Tenths.text(Tenths(number).value))
  }
}

/// Points joined by straight lines; relative steps keep it short and, being taken between rounded
/// points, do not drift.
struct Polyline: Sendable {
  private var last: (x: Int, y: Int)?
  private(set) var path = ""

  /// Lifts the pen: the next point begins a new line.
  mutating func lift() { last = nil }

  mutating func add(_ x: Double, _ y: Double) {
    let (newX, newY) = (Tenths(x).value, Tenths(y).value)
    if let last {
      path += "l" + Tenths.text(newX - last.x) + " " + Tenths.text(newY - last.y)
    } else {
      path += "M" + Tenths.text(newX) + " " + Tenths.text(newY)
    }
    last = (newX, newY)
  }

  mutating func close() {
    if last != nil { path += "z" }
    last = nil
  }
}
