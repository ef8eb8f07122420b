/// A colour of the figures by what it draws, in the light and the dark scheme.
///
/// Every element carries the light colour as an attribute, because renderers outside a browser
/// know neither variables nor media queries; the class lets a browser follow the dark scheme.
enum Ink: String, CaseIterable, Sendable {
  case text, quiet, grid, observed, expected, band, drop, shortfall, running, spread
  case ai, missing, other, onFlag, paper

  var light: StaticString {
    switch self {
    case .text, .observed: "#1b1f24"
    case .quiet, .other: "#57606a"
    case .grid: "#dde2e7"
    case .expected: "#1660b5"
    case .band: "#d3e3f5"
    case .drop: "#fdeceb"
    case .shortfall: "#f2b3af"
    case .running: "#1660b5"
    case .spread: "#b9d4f1"
    case .ai: "#6a3cbd"
    case .missing: "#9a4b00"
    case .onFlag, .paper: "#ffffff"
    }
  }

  var dark: StaticString {
    switch self {
    case .text, .observed: "#e8ecf1"
    case .quiet, .other: "#a3adb8"
    case .grid: "#2b323b"
    case .expected: "#7ab7ff"
    case .band: "#1a3350"
    case .drop: "#301a1b"
    case .shortfall: "#83393a"
    case .running: "#7ab7ff"
    case .spread: "#24496f"
    case .ai: "#bd9cf5"
    case .missing: "#f3a761"
    case .onFlag, .paper: "#0f1318"
    }
  }

  private var name: HTML {
    switch self {
    case .text: "text"
    case .quiet: "quiet"
    case .grid: "grid"
    case .observed: "obs"
    case .expected: "exp"
    case .band: "band"
    case .drop: "drop"
    case .shortfall: "short"
    case .running: "run"
    case .spread: "spread"
    case .ai: "ai"
    case .missing: "mis"
    case .other: "oth"
    case .onFlag: "on"
    case .paper: "paper"
    }
  }

  /// Attributes that fill with this ink.
  var fill: HTML { "class=\"f-\(name)\" fill=\"\(HTML(stringLiteral: light))\"" }

  /// Attributes that fill with this ink inside an edge of the ground.
  var haloed: HTML {
    let (fill, edge) = (HTML(stringLiteral: light), HTML(stringLiteral: Ink.paper.light))
    return "class=\"f-\(name) s-\(Ink.paper.name)\" fill=\"\(fill)\" stroke=\"\(edge)\""
  }

  /// Attributes that draw a line with it.
  var stroke: HTML {
    "class=\"s-\(name)\" fill=\"none\" stroke=\"\(HTML(stringLiteral: light))\""
  }

  /// The rules by which a browser follows the dark scheme, on screen only: paper is white.
  static let darkRules: HTML = {
    var rules: HTML = "@media screen and (prefers-color-scheme:dark){"
    for ink in allCases {
      let dark = HTML(stringLiteral: ink.dark)
      rules += ".f-\(ink.name){fill:\(dark)}.s-\(ink.name){stroke:\(dark)}"
    }
    rules += "}"
    return rules
  }()
}
