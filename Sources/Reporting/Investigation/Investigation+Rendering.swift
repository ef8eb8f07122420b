import Vocabulary

extension Investigation {
  /// The folder of this investigation inside the reports.
  public var folder: String { stem(name) }

  /// All files by their path inside `folder`, for `ReportFolder.write`.
  public func files() -> [String: String] {
    let document = document
    var files: [String: String] = [
      ReportPaths.nightlyHTML: HTMLRenderer.page(document),
      ReportPaths.investigationMarkdown: MarkdownRenderer.page(document),
      ReportPaths.investigationJSON: json,
      ReportPaths.postmortem(name): postmortem.text,
    ]
    files.merge(document.pictures) { page, _ in page }
    return files
  }

  /// `faultline/investigation/1`.
  public var json: String { report.investigationJSON(drop.id) ?? "" }
}
