/// Patterns of letters for dates: taking them apart and reading a text by them.
enum DatePattern {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  private static let letters: [String: DateFormat.Part] = [
    "yyyy": .year, "yy": .yearOfCentury, "M": .month(.oneOrTwo), "MM": .month(.two),
    "MMM": .monthName, "d": .day(.oneOrTwo), "dd": .day(.two), "H": .hour(.oneOrTwo),
    "HH": .hour(.two), "h": .hourOfHalfDay(.oneOrTwo), "hh": .hourOfHalfDay(.two),
    "m": .minute(.oneOrTwo), "mm": .minute(.two), "s": .second(.oneOrTwo), "ss": .second(.two),
    "S": .fraction, "SSS": .fraction, "a": .halfDay, "X": .offset, "XX": .offset, "XXX": .offset,
    "Z": .offset, "EEE": .weekday,
  ]

  /// `nil` for letters without a meaning, and without a year, a month and a day.
  static func parts(of pattern: String) -> [DateFormat.Part]? {
    var parts: [DateFormat.Part] = []
    var rest = Substring(pattern)
    while let first = rest.first {
      if first == "'" {
        guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        parts += rest[..<end].dropFirst().utf8.map { .literal($0) }
        rest = rest[rest.index(after: end)...]
      } else if first.isLetter {
        let run = rest.prefix { $0 == first }
        guard let part = letters[String(run)] else { return nil }
        parts.append(part)
        rest = rest.dropFirst(run.count)
      } else {
        parts += first == " " ? [.blank] : first.utf8.map { .literal($0) }
        rest = rest.dropFirst()
      }
    }
    let hasYear = parts.contains(.year) || parts.contains(.yearOfCentury)
    let hasMonth = parts.contains { [.month(.two), .month(.oneOrTwo), .monthName].contains($0) }
    let hasDay = parts.contains { [.day(.two), .day(.oneOrTwo)].contains($0) }
    return hasYear && hasMonth && hasDay ? parts : nil
  }

  /// `nil` if the text is not written so, or there is no such date.
  static func read(_ text: Span<UInt8>, _ parts: [DateFormat.Part]) -> DateReading? {
    var fields = DateFields()
    var position = 0
    for part in parts {
      guard take(part, text, &position, &fields) else { return nil }
    }
    return position == text.count ? DateReading(fields) : nil
  }

  private static func take(
    _ part: DateFormat.Part, _ text: Span<UInt8>, _ position: inout Int, _ fields: inout DateFields
  ) -> Bool {
    switch part {
    case .literal(let byte):
      guard position < text.count, text[position] == byte else { return false }
      position += 1
      return true
    case .blank: return blanks(text, &position)
    case .year: return set(&fields.year, number(text, &position, 4...4))
    case .yearOfCentury:
      // Two digits mean this century: exports are of what happened lately.
      return set(&fields.year, number(text, &position, 2...2).map { 2000 + $0 })
    case .month(let digits): return set(&fields.month, number(text, &position, digits.range))
    case .monthName: return set(&fields.month, month(text, &position))
    case .day(let digits): return set(&fields.day, number(text, &position, digits.range))
    case .hour(let digits): return set(&fields.hour, number(text, &position, digits.range))
    case .hourOfHalfDay(let digits):
      fields.isHalfDay = true
      return set(&fields.hour, number(text, &position, digits.range))
    case .minute(let digits): return set(&fields.minute, number(text, &position, digits.range))
    case .second(let digits): return set(&fields.second, number(text, &position, digits.range))
    case .fraction: return number(text, &position, 1...9) != nil
    case .halfDay: return set(&fields.isAfternoon, isAfternoon(text, &position))
    case .offset: return set(&fields.east, offset(text, &position))
    case .weekday: return word(text, &position) != nil
    }
  }

  private static func set<Value>(_ field: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    field = value
    return true
  }

  private static func set<Value>(_ field: inout Value?, _ value: Value?) -> Bool {
    field = value
    return value != nil
  }

  private static func number(
    _ text: Span<UInt8>, _ position: inout Int, _ digits: ClosedRange<Int>
  ) -> Int? {
    var value = 0
    var count = 0
    while position < text.count, count < digits.upperBound {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value * 10 + Int(digit)
      count += 1
      position += 1
    }
    return digits.contains(count) ? value : nil
  }

  /// Blanks, also those that do not break (U+00A0, and U+202F, which stands before AM and PM).
  private static func blanks(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
    let start = position
    while position < text.count {
      if text[position] == 0x20 {
        position += 1
      } else if position + 1 < text.count, text[position] == 0xc2, text[position + 1] == 0xa0 {
        position += 2
      } else if position + 2 < text.count, text[position] == 0xe2, text[position + 1] == 0x80,
        text[position + 2] == 0xaf
      {
        position += 3
      } else {
        break
      }
    }
    return position > start
  }

  private static func word(_ text: Span<UInt8>, _ position: inout Int) -> [UInt8]? {
    var letters: [UInt8] = []
    while position < text.count {
      let lower = text[position] | 0x20
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) else { break }
      letters.append(lower)
      position += 1
    }
    return letters.isEmpty ? nil : letters
  }

  /// The number of an English month by its first three letters, or its whole name.
  private static func month(_ text: Span<UInt8>, _ position: inout Int) -> Int? {
    guard let name = word(text, &position), name.count >= 3 else { return nil }
    return months.firstIndex(of: Array(name.prefix(3))).map { $0 + 1 }
  }

  private static func isAfternoon(_ text: Span<UInt8>, _ position: inout Int) -> Bool? {
    switch word(text, &position) {
    case Array("am".utf8): false
    case Array("pm".utf8): true
    default: nil
    }
  }

  /// `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`, in seconds east of UTC.
  private static func offset(_ text: Span<UInt8>, _ position: inout Int) -> Int64? {
    if let zone = word(text, &position) {
      return ["z", "utc", "gmt"].contains(String(decoding: zone, as: UTF8.self)) ? 0 : nil
    }
    guard position < text.count else { return nil }
    let isEast = text[position] == UInt8(ascii: "+")
    guard isEast || text[position] == UInt8(ascii: "-") else { return nil }
    position += 1
    guard let hours = number(text, &position, 2...2), hours <= 23 else { return nil }
    if position < text.count, text[position] == UInt8(ascii: ":") { position += 1 }
    let minutes = position < text.count ? number(text, &position, 2...2) : 0
    guard let minutes, minutes <= 59 else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return isEast ? seconds : -seconds
  }
}

extension DateFormat.Digits {
  fileprivate var range: ClosedRange<Int> { self == .two ? 2...2 : 1...2 }
}
