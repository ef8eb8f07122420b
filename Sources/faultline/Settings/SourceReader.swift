import Ingestion
import Vocabulary

/// Reads where exports lie and how they are mapped.
final class SourceReader {
  private let presets: PresetCatalog
  /// The settings file's own, before names beside it.
  private let folder: String
  private var aliases: [String: String] = [:]
  private(set) var staleAfter: [Feed: Int] = [:]
  private var read: [InputSource] = []

  init(presets: PresetCatalog, folder: String) {
    self.presets = presets
    self.folder = folder
  }

  var sources: InputSources { InputSources(sources: read, aliases: aliases) }

  /// `checkout-api = ["Checkout API (PROD)", "svc-checkout"]`.
  func read(aliases table: SettingsTable) {
    for name in table.keys {
      for other in table.texts(name) ?? [] {
        if let first = aliases[other], first != name {
          table.bad(name, "\"\(other)\" already stands for \(first)")
        }
        aliases[other] = name
      }
    }
    for (other, name) in aliases.sorted(by: { $0.key < $1.key }) {
      if let further = aliases[name], further != name {
        table.bad(name, "stands for \(further) itself; name \"\(other)\" there")
      }
    }
  }

  func read(feeds table: SettingsTable) {
    for name in table.keys {
      if let part = table.table(name) { read(part, name, in: table) }
    }
  }

  private func read(_ part: SettingsTable, _ name: String, in feeds: SettingsTable) {
    let preset = part.text("preset").flatMap { find($0, name, part) }
    let feed =
      part.text("feed").flatMap { text -> Feed? in
        if Feed(rawValue: text) == nil { part.bad("feed", noSuchFeed(text)) }
        return Feed(rawValue: text)
      } ?? preset?.feed ?? Feed(rawValue: name)
    guard let feed else {
      if !part.has("preset"), !part.has("feed") { feeds.bad(name, noSuchFeed(nil)) }
      return
    }
    if let preset, preset.feed != Feed(rawValue: name) ?? feed {
      let wanted = Feed(rawValue: name) ?? feed
      part.bad("preset", "\(preset.name) is of \(preset.feed.rawValue), not of \(wanted.rawValue)")
    }
    readStaleness(part, feed)
    let files = (part.texts("files") ?? []).map { $0.hasPrefix("/") ? $0 : folder + $0 }
    if files.isEmpty, Feed(rawValue: name) == nil {
      part.bad("files", "is missing; only a table named as its feed is for every file of it")
    }
    let zone = MappingReader.zone(part)
    let mapping = mapping(part, feed: feed, preset: preset, zone: zone)
    read.append(
      InputSource(name: name, feed: feed, files: files, zone: zone, mapping: mapping))
    part.finish()
  }

  private func readStaleness(_ part: SettingsTable, _ feed: Feed) {
    guard let hours = part.number("stale_after_hours") else { return }
    guard hours > 0, hours <= 24 * 3660 else {
      return part.bad("stale_after_hours", "not from 0 to \(24 * 3660)")
    }
    switch feed {
    case .deploys, .incidents, .orderMetrics: staleAfter[feed] = Int(hours * 3600)
    case .services, .calendar, .changeRecords:
      part.bad(
        "stale_after_hours", "rows of \(feed.rawValue) do not tell how new they are; leave it out")
    }
  }

  /// `nil` if the files have the contract's own form.
  private func mapping(
    _ part: SettingsTable, feed: Feed, preset: Preset?, zone: LocalZone?
  ) -> FeedMapping? {
    let order = order(part)
    let encoding = MappingReader.encoding(part)
    let dialect = MappingReader.dialect(part)
    let records = part.texts("records")
    let skip = part.table("skip_if").map { MappingReader.skipRules($0) }
    let base = preset?.columns ?? MappingReader.ownColumns(of: feed)
    let read = part.table("columns").map { MappingReader.columns($0, feed: feed, over: base) }
    let format = format(part)
    let columns = format.map { SourceReader.filled(read ?? base, with: $0, feed) } ?? read
    let isNamed = if case .named? = zone { true } else { false }
    let isOwn = preset == nil || preset?.name == presets.own(feed)?.name
    guard
      !isOwn || isNamed || order == .firstThenSecond || encoding != nil || dialect != nil
        || records != nil || skip != nil || columns != nil
    else { return nil }
    return FeedMapping(
      feed: feed, table: part.name, layout: .rows(dialect ?? preset?.dialect ?? .commas),
      records: records ?? preset?.records ?? [], encoding: encoding ?? preset?.encoding ?? .utf8,
      zone: zone, repeatedHour: order, columns: columns ?? base, skip: skip ?? preset?.skip ?? [])
  }

  /// The format of all times for which nothing else says one.
  private func format(_ part: SettingsTable) -> DateFormat? {
    part.text("format").flatMap { text in
      let format = DateFormat(text)
      if format == nil { part.bad("format", MappingReader.noFormat(text)) }
      return format
    }
  }

  private static func filled(
    _ columns: [ColumnMapping], with format: DateFormat, _ feed: Feed
  ) -> [ColumnMapping] {
    columns.map { column in
      var column = column
      if ColumnKind.of(column.column, in: feed) == .time { column.format = column.format ?? format }
      return column
    }
  }

  private func order(_ part: SettingsTable) -> RepeatedHour {
    switch part.text("order") {
    case nil: return .refused
    case "first-then-second": return .firstThenSecond
    case let other?:
      part.bad("order", "\"\(other)\" is not \"first-then-second\"")
      return .refused
    }
  }

  /// `own` is short for the own form of the feed.
  private func find(_ text: String, _ name: String, _ part: SettingsTable) -> Preset? {
    let feed = part.text("feed").flatMap { Feed(rawValue: $0) } ?? Feed(rawValue: name)
    if text == "own", let feed { return presets.own(feed) }
    if let preset = presets.named(text) { return preset }
    let names = presets.presets.map(\.name)
    let near = NearestWord.of(text, in: names).map { "Did you mean \"\($0)\"?" }
    part.bad(
      "preset", "no preset \"\(text)\". \(near ?? "There are \(names.joined(separator: ", ")).")")
    return nil
  }

  private func noSuchFeed(_ text: String?) -> String {
    let known = Feed.allCases.map(\.rawValue).joined(separator: ", ")
    let lead = text.map { "\"\($0)\" is no feed" } ?? "no such feed"
    return "\(lead); there are \(known)"
      + (text == nil ? ". Under another name it needs preset = \"…\" or feed = \"…\"." : "")
  }
}
