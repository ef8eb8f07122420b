import Vocabulary

/// Where each page of a report lies, relative to its folder.
enum ReportPaths {
  enum Page: String, Sendable { case html, markdown = "md" }

  static let nightlyHTML = "index.html"
  static let nightlyMarkdown = "nightly.md"
  static let nightlyJSON = "nightly.json"
  static let status = "status.json"
  static let trendMarkdown = "trend.md"
  static let trendJSON = "trend.json"
  static let investigationMarkdown = "investigation.md"
  static let investigationJSON = "investigation.json"
  static let investigationFigure = "orders.svg"

  static func postmortem(_ name: String) -> String { "\(stem(name))-postmortem.md" }

  static func drop(_ drop: DropID, _ page: Page) -> String {
    "drops/\(stem(drop.name)).\(page.rawValue)"
  }

  static func figure(_ drop: DropID) -> String { "drops/\(stem(drop.name)).svg" }

  /// A relative address; `nil` where that kind of page has no such place (Markdown has no row
  /// anchors).
  static func address(_ target: Target, from location: Document.Location, page: Page) -> String? {
    let up =
      switch location {
      case .root, .alone: ""
      case .drop: "../"
      }
    switch target {
    case .drop(let id): return up + drop(id, page)
    case .nightly: return up + (page == .html ? nightlyHTML : nightlyMarkdown)
    case .anchor(let name): return page == .html ? "#" + stem(name) : nil
    case .file(let name): return up + name
    }
  }
}
