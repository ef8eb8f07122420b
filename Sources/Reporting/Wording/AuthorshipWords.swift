import Vocabulary

extension Authorship {
  /// `AI-assisted (declared, Amazon Q)`; no marker is never taken for a person's work.
  var words: String {
    switch self {
    case .declared(let part, let tool):
      "AI-\(part.participle) (" + (["declared"] + [tool].compactMap { $0 }).joined(separator: ", ")
        + ")"
    case .inferred(_, let tool):
      "AI-assisted ("
        + (["inferred from a marker"] + [tool].compactMap { $0 })
        .joined(separator: ", ") + ")"
    case .none: "no AI marker"
    case .unknown: "authorship unknown"
    }
  }

  var badge: Badge {
    switch self {
    case .declared, .inferred: Badge(words: words, style: .ai)
    case .none: Badge(words: words, style: .neutral)
    case .unknown: Badge(words: words, style: .missing)
    }
  }

  /// As it stands in JSON and tables.
  var code: String {
    switch self {
    case .declared: "declared"
    case .inferred: "inferred"
    case .none: "none"
    case .unknown: "unknown"
    }
  }

  /// The tool that the record or the marker names.
  var tool: String? {
    switch self {
    case .declared(_, let tool), .inferred(_, let tool): tool
    case .none, .unknown: nil
    }
  }
}

extension AIPart {
  fileprivate var participle: String {
    switch self {
    case .authored: "authored"
    case .assisted, .unspecified: "assisted"
    case .advised: "advised"
    }
  }
}

extension Paperwork {
  /// What is missing, as badges; nothing where all is there or nothing is known.
  var missingBadges: [Badge] {
    var badges: [Badge] = []
    if isDocumented == false {
      badges.append(Badge(words: "no change record found", style: .missing))
    }
    if isApproved == false { badges.append(Badge(words: "no approval found", style: .missing)) }
    return badges
  }

  /// Record and approval as one sentence part; never who approved.
  var words: String {
    let record =
      switch changeRecord {
      case .value(let id): "change record \(id)"
      case .none: "no change record found"
      case .unknown: "the records do not say whether there is a change record"
      }
    let approval =
      switch (isApproved, approvedAt) {
      case (true, .value(let moment)): "approved \(moment.short)"
      case (true, .none), (true, .unknown): "approved, time not recorded"
      case (false, _): "no approval found"
      case (nil, _): "approval unknown"
      }
    return "\(record); \(approval)"
  }
}
