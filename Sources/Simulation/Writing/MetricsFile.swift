import Statistics
import Vocabulary

/// `order_metrics.csv`.
enum MetricsFile {
  private struct Row {
    let series: Int
    let step: Int
  }

  static func bytes(of world: World) -> [UInt8] {
    let feed = world.settings.feed
    var random = SeededGenerator(seed: world.seed, stream: "writing/metrics")
    var text = CSVText(header: ["timestamp", "marketplace", "orders", "errors"])
    var late: [Row] = []
    for step in 0..<(world.series.map(\.count).max() ?? 0) {
      for index in world.series.indices {
        guard step < world.series[index].count, world.series[index].orders[step] != nil else {
          continue
        }
        let row = Row(series: index, step: step)
        if random.chance(feed.lateRows) {
          late.append(row)
          continue
        }
        append(row, of: world, to: &text, random: &random)
        // Half of the second copies follow at once, half come with the late rows.
        if random.chance(feed.duplicateRows) {
          if random.chance(0.5) {
            append(row, of: world, to: &text, random: &random)
          } else {
            late.append(row)
          }
        }
      }
    }
    for row in random.shuffled(late) { append(row, of: world, to: &text, random: &random) }
    return text.bytes
  }

  private static func append(
    _ row: Row, of world: World, to text: inout CSVText, random: inout SeededGenerator
  ) {
    let series = world.series[row.series]
    let moment = series.time(at: row.step)
    text.append(
      random.chance(world.settings.feed.offsetTimes)
        ? TimeText.withOffset(moment, hours: random.integer(in: -8...9)) : moment.description)
    text.append(series.key.marketplace.name)
    text.append(series.orders.storage[row.step])
    if let errors = series.errors?[row.step] { text.append(Int32(errors)) } else { text.append("") }
    text.endRow()
  }
}
