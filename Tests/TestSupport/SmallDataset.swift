import Statistics
public import Vocabulary

/// Five weeks of hourly orders of two marketplaces with one planted drop, and the change before it.
///
/// Small enough that a debug build works through it in a second. Rows are kept apart so that a
/// test can shuffle, split or spoil them.
public struct SmallDataset: Sendable {
  /// A CSV file: its header and its rows, without line ends.
  public struct File: Sendable {
    public var header: String
    public var rows: [String]

    public var text: String { ([header] + rows).map { $0 + "\n" }.joined() }
  }

  /// Monday, 5 January 2026.
  public static let start = Timestamp(secondsSinceEpoch: 1_767_571_200)
  public static let days = 35
  public static let end = start.advanced(bySeconds: days * 86_400)
  public static let marketplaces = ["DE", "US"]
  /// Thursday of the last week, 14:00 to 18:00 UTC, in both marketplaces.
  public static let drop = TimeWindow(
    start: start.advanced(bySeconds: 31 * 86_400 + 14 * 3600), seconds: 4 * 3600)
  /// Went out eight minutes before the drop and was rolled back when it ended.
  public static let suspect = "CHG-77"

  /// Six tenths of what is expected in the drop's four hours, two of them at the high of the day;
  /// of the mean, not of what was drawn.
  public static let lostOrders = Double((400 + 800) * (2 * 2 + 2)) * 0.6

  public var deploys: File
  public var incidents: File
  public var metrics: File
  public var services: File

  /// Without `planted` the same noise, but orders and deploys as if nothing had happened.
  public init(seed: UInt64 = 7, planted: Bool = true) {
    deploys = SmallDataset.deploys(seed: seed, planted: planted)
    metrics = SmallDataset.metrics(seed: seed, planted: planted)
    incidents = File(
      header: "incident_id,started_at,title,severity,resolved_at,marketplaces",
      rows: planted
        ? ["INC-1,\(SmallDataset.drop.start),Orders are down,SEV2,\(SmallDataset.drop.end),DE;US"]
        : [])
    services = File(
      header: "service,tier,owner,depends_on",
      rows: [
        "checkout,1,Team Checkout,cart;payments", "cart,1,Team Cart,", "payments,1,Team Money,",
        "search,2,Team Search,",
      ])
  }

  /// Keyed by file name.
  public var files: [String: File] {
    [
      "deploys.csv": deploys, "incidents.csv": incidents, "order_metrics.csv": metrics,
      "services.csv": services,
    ]
  }

  /// Writes the four files into a folder of that name and gives its whole path.
  @discardableResult
  public func write(_ name: String, in folder: TemporaryFolder) throws -> String {
    for (file, content) in files { try folder.write("\(name)/\(file)", content.text) }
    return "\(folder.path)/\(name)"
  }

  /// The same rows in another order in every file.
  public func shuffled(seed: UInt64) -> SmallDataset {
    var generator = SeededGenerator(seed: seed)
    var copy = self
    copy.deploys.rows = generator.shuffled(deploys.rows)
    copy.incidents.rows = generator.shuffled(incidents.rows)
    copy.metrics.rows = generator.shuffled(metrics.rows)
    copy.services.rows = generator.shuffled(services.rows)
    return copy
  }

  private static func metrics(seed: UInt64, planted: Bool) -> File {
    var generator = SeededGenerator(seed: seed, stream: "orders")
    var rows: [String] = []
    for hour in 0..<(days * 24) {
      let time = start.advanced(bySeconds: hour * 3600)
      for (index, marketplace) in marketplaces.enumerated() {
        // A working day with its high between noon and midnight, the second place the larger.
        let level =
          Double(400 * (index + 1)) * ([10, 11, 12, 13, 14, 15].contains(hour % 24) ? 2 : 1)
        let orders = generator.poisson(mean: level)
        let lost = generator.poisson(mean: level * 0.4)
        rows.append("\(time),\(marketplace),\(planted && drop.contains(time) ? lost : orders)")
      }
    }
    return File(header: "timestamp,marketplace,orders", rows: rows)
  }

  private static func deploys(seed: UInt64, planted: Bool) -> File {
    var generator = SeededGenerator(seed: seed, stream: "deploys")
    var rows: [String] = []
    for day in 0..<days {
      let at = start.advanced(
        bySeconds: day * 86_400 + generator.integer(in: 18...23) * 3600
          + generator.integer(below: 3600))
      let service = generator.element(of: ["cart", "payments", "search"]) ?? "cart"
      let number = 100 + day
      rows.append(
        "D-\(number),CHG-\(number),\(service),\(at),*,succeeded,,none,MCM-\(number),u1,u2;u3,"
          + "passed,passed,Tidy \(service)")
    }
    if planted {
      rows.append(
        "D-77,\(suspect),checkout,\(drop.start.advanced(bySeconds: -480)),*,rolled_back,"
          + "\(drop.end),assisted,,,u2,passed,missing,\"Retry payments, faster\"")
    }
    return File(
      header: "deploy_id,change_id,service,started_at,marketplaces,status,rolled_back_at,"
        + "ai_assisted,change_record,approved_by,reviewers,standards_check,reliability_tests,"
        + "summary",
      rows: rows)
  }
}
