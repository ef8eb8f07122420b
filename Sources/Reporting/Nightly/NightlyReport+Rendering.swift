public import Vocabulary

extension NightlyReport {
  /// All files of the report by their path inside its folder, for `ReportFolder.write`.
  public func files() -> [String: String] {
    let nightly = document
    var files = [
      ReportPaths.nightlyHTML: HTMLRenderer.page(nightly),
      ReportPaths.nightlyMarkdown: MarkdownRenderer.page(nightly),
      ReportPaths.nightlyJSON: json,
      ReportPaths.status: statusJSON,
    ]
    for finding in findings {
      let page = DropPage(finding, in: self)
      let document = page.document
      files[ReportPaths.drop(finding.drop.id, .html)] = HTMLRenderer.page(document)
      files[ReportPaths.drop(finding.drop.id, .markdown)] = MarkdownRenderer.page(document)
      files[ReportPaths.figure(finding.drop.id)] = page.figure.map {
        $0.drawing.standalone(title: $0.title, description: $0.description)
      }
    }
    return files
  }

  /// `faultline/nightly/1`, as `nightly --json` prints it.
  public var json: String { JSONText.encoded(NightlyRecord(self)) }

  /// `faultline/status/1`: small, for monitoring; holds the run time.
  public var statusJSON: String { JSONText.encoded(StatusRecord(self)) }

  /// `faultline/investigation/1` for one of the findings; `nil` if there is no such drop.
  public func investigationJSON(_ drop: DropID) -> String? {
    findings.first { $0.drop.id == drop }.map {
      JSONText.encoded(
        InvestigationRecord(
          drop: FindingRecord($0, changes: changes, verdict: verdicts[drop]),
          notSeen: gaps(during: $0.drop).map(NightlyRecord.Dismissed.init)))
    }
  }
}
