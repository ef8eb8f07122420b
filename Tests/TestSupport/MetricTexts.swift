/// Texts of order metrics as exporters write them, and as nobody should.
public struct MetricTexts {
  private var random: ShuffleGenerator

  public init(seed: UInt64) { random = ShuffleGenerator(seed: seed) }

  /// A file of about `rows` rows: mostly plain, with now and then a cell, a line end or a byte
  /// that is not.
  public mutating func file(rows: Int) -> [UInt8] {
    let columns = columns()
    let oddity = [0, 0, 2, 10, 60].randomElement(using: &random) ?? 0
    let lineEnd = chance(12) ? "\r\n" : chance(30) ? "\r" : "\n"
    let series = (0..<whole(1...9)).map { _ in (name(), name()) }
    let order = whole(0...2)
    var text = columns.joined(separator: ",") + lineEnd
    for index in 0..<rows {
      let place =
        order == 0 ? index % series.count : order == 1 ? index * series.count / rows : nil
      let minute = order == 0 ? index / series.count : order == 1 ? index : whole(0...20_000)
      let one = series[place ?? whole(0...series.count - 1)]
      let cells = columns.map { column in
        whole(0...999) < oddity ? odd() : cell(column, one, minute)
      }
      text += line(cells, oddity) + lineEnd
    }
    if chance(4) { text.removeLast() }
    return mutated(Array(text.utf8), times: chance(2) ? 0 : whole(0...oddity / 2 + 1))
  }

  private mutating func columns() -> [String] {
    // The contract's own, which have a way of their own through the plain lane.
    if chance(2) {
      return ["timestamp", "marketplace", "service", "orders", "errors", "latency_ms"]
    }
    var columns = ["timestamp", "marketplace", "orders"]
    for optional in ["service", "errors", "latency_ms", "note"] where !chance(3) {
      columns.append(optional)
    }
    if chance(2) { columns.shuffle(using: &random) }
    return columns
  }

  private mutating func cell(_ column: String, _ series: (String, String), _ minute: Int) -> String
  {
    switch column {
    case "timestamp": return time(minute)
    case "marketplace": return series.0
    case "service": return series.1
    case "orders": return String(whole(0...(chance(9) ? 9_999_999 : 400)))
    case "errors": return chance(9) ? "" : String(whole(0...12))
    case "latency_ms":
      let whole = whole(0...9999)
      return [
        "\(whole)", "\(whole / 10).\(whole % 10)", "\(whole % 97).\(whole)", "", "0.\(whole)",
      ]
      .randomElement(using: &random) ?? ""
    default: return ["", "a b", "x", "+1 (2)", "é"].randomElement(using: &random) ?? ""
    }
  }

  private mutating func time(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = 1 + minute / 1440 % 28
    let clock = "2026-03-\(two(day))T\(two(minute / 60 % 24)):\(two(minute % 60)):00"
    return chance(40) ? clock + "+01:00" : clock + "Z"
  }

  private mutating func name() -> String {
    let names = [
      "US", "DE", "é", "e\u{301}", "order service", "fulfilment-service-017", "M01", "a", "",
      "a-name-of-exactly-24-byt", "12345678", "1234567", "x.y_z", "Ü", "日本", "\u{a0}",
    ]
    return (names.randomElement(using: &random) ?? "") + (chance(3) ? String(whole(0...99)) : "")
  }

  private mutating func odd() -> String {
    [
      "", " ", " 7", "7 ", "\t7", "\"7\"", "\"a,b\"", "\"a\nb\"", "\"a\r\nb\"", "\"a\"\"b\"",
      "a\"b",
      "\"a\"b", "-1", "-0", "+7", "007", "1e3", "1.", ".5", "00.5", "2147483647", "2147483648",
      "99999999", "12345678", "1234567.8", "123456.78", "12.3456", "nan", "2026-03-01 00:00:00Z",
      "2026-03-01T24:00:00Z", "2026-03-01t00:07:00z", "2026-03-01T00:07:00.000Z",
      "2026-03-01T00:07:60Z", "2026-03-01T00:61:00Z", "2026-03-01T0a:01:00Z",
      "2026-02-30T00:07:00Z",
      "1990-01-01T00:00:00+23:59", "2100-12-31T23:59:59-23:59", "1989-12-31T00:00:00Z", "7,7", "\n",
      "\r", "\r\n", "  x  y  ",
    ].randomElement(using: &random) ?? ""
  }

  private mutating func line(_ cells: [String], _ oddity: Int) -> String {
    guard whole(0...999) < oddity else { return cells.joined(separator: ",") }
    switch whole(0...4) {
    case 0: return ""
    case 1: return cells.dropLast().joined(separator: ",")
    case 2: return (cells + ["7"]).joined(separator: ",")
    case 3: return cells.map { "\"\($0)\"" }.joined(separator: ",")
    default: return cells.joined(separator: " , ")
    }
  }

  private mutating func mutated(_ text: [UInt8], times: Int) -> [UInt8] {
    var bytes = text
    let scraps = Array("\"\",\n\r \t0-:.TZ\u{7f}".utf8) + [0x80, 0xc3, 0xff]
    for _ in 0..<times where bytes.count > 80 {
      let place = whole(60...bytes.count - 1)
      let scrap = chance(500) ? 0 : scraps.randomElement(using: &random) ?? 0
      switch whole(0...3) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(scrap, at: place)
      default: bytes[place] = scrap
      }
    }
    return bytes
  }

  public mutating func whole(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  /// True once in `often` times.
  public mutating func chance(_ often: Int) -> Bool { whole(1...often) == 1 }
}
