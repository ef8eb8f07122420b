import GRDB
import Vocabulary

extension ServiceEntry {
  var stored: StoredRow {
    StoredRow(
      key: [.init("service", service.name)],
      content: [
        .init("tier", tier), .init("owner", owner), .init("director", director), .init("vp", vp),
        .init("depends_on", dependsOn.map(\.name).joined(separator: ";")),
      ], place: [.init("file", place?.file), .init("line", place?.line)])
  }

  init(_ row: Row) {
    let (file, line): (String?, Int?) = (row["file"], row["line"])
    self.init(
      service: Service(row["service"]), tier: row["tier"], owner: row["owner"],
      director: row["director"], vp: row["vp"],
      dependsOn: (row["depends_on"] as String).listed.map(Service.init),
      place: file.flatMap { file in line.map { SourcePlace(file: file, line: $0) } })
  }
}

extension CalendarEvent {
  /// An event is known by its start, place, kind and name; a later file may correct its end.
  var stored: StoredRow {
    StoredRow(
      key: [
        .init("starts_at", window.start),
        .init("marketplaces", marketplaces.map(\.name).sorted().joined(separator: ";")),
        .init("kind", kind?.rawValue ?? ""), .init("name", name ?? ""),
      ],
      content: [.init("ends_at", window.end)])
  }

  init(_ row: Row) {
    let start = row.time("starts_at")
    let name: String = row["name"]
    self.init(
      window: TimeWindow(start: start, seconds: row.time("ends_at").seconds(since: start)),
      marketplaces: Set((row["marketplaces"] as String).listed.map(Marketplace.init)),
      kind: row.word("kind"), name: name.isEmpty ? nil : name)
  }
}
