import Ingestion
import Vocabulary

/// Makes of a look at a file what is to be written about it, asking what it does not tell.
struct DraftBuilder {
  let presets: PresetCatalog
  let answers: any Answers
  let say: (String) throws -> Void

  /// `nil` if nobody says what the file holds, which is then told. Throws `InputProblem`.
  ///
  /// - Parameter files: All that are looked at.
  func draft(_ path: String, beside files: [String]) throws -> Draft? {
    let glance = try FileGlance(path: path, isJSON: InputSources.isJSON(path))
    var draft: Draft
    var alternative: Alternative?
    if let match = PresetMatch.best(glance, presets.presets) {
      try say(
        "\(path)  \(match.preset.name) (\(match.found) of \(match.preset.signature.count) columns)")
      let preset: Preset
      (preset, alternative) = decided(match.preset, path, files)
      draft = Draft(
        files: [path], look: match.look, encoding: glance.encoding,
        dialect: glance.dialect.map { dialect in
          CSVDialect(delimiter: dialect.delimiter, hasQuotes: preset.dialect.hasQuotes)
        },
        preset: preset, feed: preset.feed,
        columns: asWritten(pinned(preset.columns, match.look), match.look))
    } else {
      try say("\(path)  no preset fits")
      guard let look = glance.look(records: []) else {
        try say("    holds no list of records; say where they lie by a preset of your own")
        return nil
      }
      try say("    columns: \(look.headings.joined(separator: ", "))")
      guard let feed = askFeed(path) else { return nil }
      draft = Draft(
        files: [path], look: look, encoding: glance.encoding, dialect: glance.dialect, preset: nil,
        feed: feed, columns: optionalColumns(feed, look))
    }
    try askColumns(&draft)
    askTimes(&draft, path)
    if let alternative {
      draft.isUndecided = true
      draft.open = draft.open.filter { $0.column == nil }
      draft.open.append(
        .init(
          question: "\(alternative.question) If so, instead of the preset above:", column: nil,
          example: "preset = \"\(alternative.preset.name)\""))
    }
    return draft
  }

  /// Another preset that may be meant of a file, and what is to be asked.
  private struct Alternative {
    let preset: Preset
    let question: String
  }

  /// The preset to use, and the other one if nobody says which is meant. It is in question only
  /// where another file is a log of the same feed.
  private func decided(
    _ preset: Preset, _ path: String, _ files: [String]
  ) -> (Preset, Alternative?) {
    guard let other = presets.presets.first(where: { $0.insteadOf == preset.name }),
      let log = files.first(where: { $0 != path && holds(preset.feed, $0, notBy: preset) })
    else { return (preset, nil) }
    let question =
      "Are these the \(other.feed.rawValue) that the \(preset.feed.rawValue) of \(log) name, and not "
      + "\(preset.feed.rawValue) of their own?"
    switch answers.answer(question, suggestion: "y/N")?.lowercased() {
    case nil: return (preset, Alternative(preset: other, question: question))
    case "y", "yes": return (other, nil)
    default: return (preset, nil)
    }
  }

  private func holds(_ feed: Feed, _ path: String, notBy preset: Preset) -> Bool {
    let glance = try? FileGlance(path: path, isJSON: InputSources.isJSON(path))
    let match = glance.flatMap { PresetMatch.best($0, presets.presets) }
    return match.map { $0.preset.feed == feed && $0.preset.name != preset.name } ?? false
  }

  /// The columns of a preset with the headings that are there.
  private func pinned(_ columns: [ColumnMapping], _ look: FileGlance.Look) -> [ColumnMapping] {
    columns.compactMap { column in
      var column = column
      // The label and the field's name may differ by case alone and be one heading.
      var seen: Set<String> = []
      column.from = column.from.compactMap { name in
        let found = look.position(of: name).map { look.headings[$0] }
        return name.contains("[*]") ? found.map { _ in name } : found
      }.filter { seen.insert($0).inserted }
      return column.from.isEmpty && column.defaultValue == nil ? nil : column
    }
  }

  /// The columns without the contract's format where the file, saved by a spreadsheet perhaps, has
  /// times of another.
  private func asWritten(
    _ columns: [ColumnMapping], _ look: FileGlance.Look
  ) -> [ColumnMapping] {
    columns.map { column in
      guard column.format?.name == "rfc3339", let heading = column.from.first,
        let position = look.position(of: heading)
      else { return column }
      let values = look.values(at: position)
      let isRFC3339 = values.contains { Timestamp(rfc3339: $0) != nil || lacksOffset($0) }
      guard !values.isEmpty, !isRFC3339, FileGlance.Look.areTimes(values) else { return column }
      var column = column
      column.format = nil
      return column
    }
  }

  private func askFeed(_ path: String) -> Feed? {
    let known = Feed.allCases.map(\.rawValue)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let near = Feed.allCases.first { name.lowercased().hasPrefix($0.rawValue.prefix(5)) }
    let answer = answers.answer(
      "Which feed is it: \(known.joined(separator: ", "))?", suggestion: near?.rawValue)
    return (answer ?? near?.rawValue).flatMap { Feed(rawValue: $0) }
  }

  /// The contract's optional columns that the file has under their own names.
  private func optionalColumns(_ feed: Feed, _ look: FileGlance.Look) -> [ColumnMapping] {
    feed.columnNames.filter { !feed.requiredColumns.contains($0) && look.has($0) }
      .map { ColumnMapping($0, from: [$0]) }
  }

  /// Asks what each required column is made of that nothing stands for yet.
  private func askColumns(_ draft: inout Draft) throws {
    for column in draft.feed.requiredColumns
    where !draft.columns.contains(where: { $0.column == column }) {
      let kind = ColumnKind.of(column, in: draft.feed)
      let guess = HeadingGuess.heading(for: column, kind, in: draft.look)
      let question =
        "Which column is \(column)" + (guess.map { ", like \($0.sample)" } ?? "")
        + "? A heading, or = and a word for all rows:"
      if let made = try askColumn(column, question, suggestion: guess?.heading, draft.look) {
        draft.columns.append(made)
      } else {
        let headings = draft.look.headings.joined(separator: ", ")
        draft.open.append(
          .init(
            question: "what is \(column) made of? The columns are \(headings)",
            column: column,
            example: "\(column) = { from = \"\(guess?.heading ?? "…")\" } or { default = \"…\" }"))
      }
    }
  }

  /// Asks up to three times for a heading that is there; `nil` without one.
  private func askColumn(
    _ column: String, _ question: String, suggestion: String?, _ look: FileGlance.Look
  ) throws -> ColumnMapping? {
    for _ in 0..<3 {
      guard let taken = answers.answer(question, suggestion: suggestion) else { return nil }
      if taken.hasPrefix("="), taken.count > 1 {
        return ColumnMapping(column, defaultValue: String(taken.dropFirst()))
      }
      if look.has(taken) { return ColumnMapping(column, from: [taken], isRequired: true) }
      try say("    there is no column \"\(taken)\"")
    }
    return nil
  }

  /// Finds the formats of the dates, and asks for a zone and for what is in doubt.
  private func askTimes(_ draft: inout Draft, _ path: String) {
    guard draft.open.isEmpty else { return }
    // A preset's own columns need no look: an offset is in them, or their rows are set aside.
    for _ in 0..<(draft.columns.count + 2) {
      do {
        let formats = try FeedReader.formats(of: draft.inputFile(path), as: draft.mapping)
        for index in draft.columns.indices {
          if let format = formats[draft.columns[index].column] {
            draft.columns[index].format = DateFormat(format)
          }
        }
        return askOwnZone(&draft, path)
      } catch InputProblem.mapping(_, .zoneMissing(let heading, _)) {
        guard askZone(&draft, path, heading) else { return fillOwnFormats(&draft, path) }
      } catch InputProblem.mapping(_, .dateInDoubt(let doubt)) {
        guard askFormat(&draft, doubt) else {
          if draft.zone == nil { _ = askZone(&draft, path, doubt.heading) }
          return
        }
      } catch {
        draft.open.append(
          .init(question: "\(error)", column: nil, example: "correct the file or the mapping"))
        return
      }
    }
  }

  /// Without a zone formats are found when the file is read, but for own columns that are not
  /// written as the contract has it: there the settings must say so.
  private func fillOwnFormats(_ draft: inout Draft, _ path: String) {
    var probe = draft
    probe.zone = LocalZone("UTC")
    guard let formats = try? FeedReader.formats(of: draft.inputFile(path), as: probe.mapping) else {
      return
    }
    for index in draft.columns.indices where draft.columns[index].format == nil {
      let name = draft.columns[index].column
      let usual = draft.preset?.columns.first { $0.column == name }?.format
      if usual != nil { draft.columns[index].format = formats[name].flatMap { DateFormat($0) } }
    }
  }

  /// Own columns are RFC 3339, and only a look at the rows tells whether they lack the offset.
  private func askOwnZone(_ draft: inout Draft, _ path: String) {
    guard draft.zone == nil else { return }
    for column in draft.columns where column.format?.hasOffset == nil {
      guard ColumnKind.of(column.column, in: draft.feed) == .time, let heading = column.from.first,
        let position = draft.look.position(of: heading),
        draft.look.values(at: position).contains(where: lacksOffset)
      else { continue }
      _ = askZone(&draft, path, heading)
      return
    }
  }

  private func lacksOffset(_ text: String) -> Bool {
    text.utf8.count >= 19 && Timestamp(rfc3339: text) == nil
      && Timestamp(rfc3339: text + "Z") != nil
  }

  private func askZone(_ draft: inout Draft, _ path: String, _ heading: String) -> Bool {
    let question =
      "\(path) has times without an offset in \"\(heading)\". "
      + "In which zone were they written?"
    if let answer = answers.answer(question, suggestion: "UTC"), let zone = LocalZone(answer) {
      draft.zone = zone
      return true
    }
    draft.open.append(
      .init(
        question: "times without an offset in \"\(heading)\": in which zone were they written?",
        column: nil, example: "timezone = \"America/New_York\""))
    return false
  }

  private func askFormat(_ draft: inout Draft, _ doubt: MappingProblem.DateDoubt) -> Bool {
    let question =
      "\"\(doubt.heading)\" has \"\(doubt.value)\", which could be "
      + doubt.readings.joined(separator: " or ") + ". How is it written?"
    let options = doubt.formats.joined(separator: " or ")
    guard let index = draft.columns.firstIndex(where: { $0.column == doubt.column }) else {
      return false
    }
    // One tool writes all its dates alike, so another column's format is worth suggesting.
    let known = draft.columns.compactMap(\.format?.name).first { doubt.formats.contains($0) }
    if let answer = answers.answer("\(question) \(options):", suggestion: known),
      let format = DateFormat(answer)
    {
      draft.columns[index].format = format
      return true
    }
    draft.open.append(
      .init(
        question: "\(question) \(options)", column: doubt.column,
        example:
          "\(doubt.column) = { from = \"\(doubt.heading)\", format = \"\(doubt.formats[0])\" }"
      ))
    return false
  }
}
