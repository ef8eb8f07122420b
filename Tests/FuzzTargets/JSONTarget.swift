import Ingestion
import Vocabulary

/// Foreign files of JSON values: where the records lie, and what is around them.
enum JSONTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 1)
    let choice = parted.next()
    let places = [["a[]", "[]"], [], ["items[].status.history[]", "data[]"], ["a.b[].c"]]
    let records = places[choice % places.count]
    let mapping = FeedMapping(
      feed: .deploys, table: "feeds.deploys", layout: .json(records: records),
      encoding: choice & 4 == 0 ? .utf8 : .windows1252, zone: LocalZone("UTC"),
      columns: [
        ColumnMapping("deploy_id", from: ["id", "parent.id"]),
        ColumnMapping("service", from: ["service", "parent.metadata.name", "labels.app"]),
        ColumnMapping("started_at", from: ["at", "deployedAt"]),
        ColumnMapping("reviewers", from: ["by"], split: ";"),
        ColumnMapping("status", from: ["statuses[1].state"], values: ["ok": "succeeded", "*": ""]),
      ], skip: [SkipRule(column: "env", condition: .isNone(["live"]), isOptional: true)])
    try ScratchFile.with(parted.text, ending: ".json") { (path) throws(Contradiction) in
      let outcome = try Outcome(path, .deploys, as: .mapped(mapping))
      let look = try MappingTarget.glance(path, isJSON: true)?.look(records: records)
      guard case .read(let reading, _) = outcome, reading.rowsRead > 0, choice & 4 == 0 else {
        return
      }
      try Contradiction.unless(look != nil, "records are read of which a first look shows none")
    }
  }
}
