import Vocabulary

/// By what changes are counted together.
public enum AuditGrouping: String, Hashable, Sendable, CaseIterable {
  case system, director, vp

  var title: String {
    switch self {
    case .system: "System"
    case .director: "Director area"
    case .vp: "VP area"
    }
  }
}

/// The changes of one system or area.
struct AuditGroup: Sendable {
  let name: String
  let systems: Int
  let counts: AuditCounts
}

extension SafeguardAudit {
  /// In order of their names.
  func groups(by grouping: AuditGrouping) -> [AuditGroup] {
    Dictionary(grouping: changes) { one in
      let service = one.service
      return switch grouping {
      case .system: service.name
      case .director: areas.director(of: register[service])
      case .vp: areas.vp(of: register[service])
      }
    }.map { name, changes in
      AuditGroup(
        name: name, systems: Set(changes.map(\.service)).count,
        counts: AuditCounts(changes))
    }.sorted { $0.name < $1.name }
  }
}
