import Vocabulary

/// `services.csv` and `calendar.csv`.
enum RegisterFiles {
  static func services(of world: World) -> [UInt8] {
    var text = CSVText(header: ["service", "tier", "owner", "director", "vp", "depends_on"])
    for entry in world.services {
      text.appendRow([
        entry.service.name, entry.tier.map { String($0) } ?? "", entry.owner ?? "",
        entry.director ?? "", entry.vp ?? "",
        entry.dependsOn.map(\.name).joined(separator: ";"),
      ])
    }
    return text.bytes
  }

  static func calendar(of world: World) -> [UInt8] {
    var text = CSVText(header: ["starts_at", "ends_at", "marketplaces", "kind", "name"])
    for event in world.calendar {
      text.appendRow([
        event.window.start.description, event.window.end.description,
        event.marketplaces.sorted().map(\.name).joined(separator: ";"),
        event.kind?.rawValue ?? "", event.name ?? "",
      ])
    }
    return text.bytes
  }
}
